"""What the simulated schools are like: their habits and how often each thing happens."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """Where a school can be: its zone, its country's calendar, what it teaches in."""

    zone: str
    country: str
    language: str = "en"


ONLINE = Place("UTC", "online")
CHICAGO = Place("America/Chicago", "us")
NEW_YORK = Place("America/New_York", "us")
LOS_ANGELES = Place("America/Los_Angeles", "us")
DENVER = Place("America/Denver", "us")
DUBLIN = Place("Europe/Dublin", "ie")
BOGOTA = Place("America/Bogota", "co", "es")
KOLKATA = Place("Asia/Kolkata", "in")
SYDNEY = Place("Australia/Sydney", "au")

SCHOOLS = 20
# In the order in which they joined; further ones bear names that are put together.
FIRST_SCHOOLS = (
    ("Lincoln Middle School", CHICAGO),
    ("Roosevelt High School", NEW_YORK),
    ("Cedar Grove Academy", LOS_ANGELES),
    ("St Brigid's College", DUBLIN),
    ("ClassWaves Evening School", ONLINE),
    ("Colegio San Lucas", BOGOTA),
    ("Vidya Niketan School", KOLKATA),
    ("Harbour View College", SYDNEY),
    ("Mesa Vista Elementary", DENVER),
)
MORE_NAMES = ("Franklin", "Maple Ridge", "Riverside", "Jefferson", "Sunnyside", "Oak Hill", "Washington", "Pine Creek")
MORE_KINDS = ("Elementary", "Middle School", "High School", "Academy", "Charter School", "Preparatory")
MORE_PLACES = ((NEW_YORK, 30), (CHICAGO, 30), (LOS_ANGELES, 20), (DENVER, 10), (DUBLIN, 4), (SYDNEY, 3), (KOLKATA, 3))

WEEKDAY = ((0, 18), (1, 21), (2, 22), (3, 21), (4, 18), (5, 1), (6, 0.4))
WEEKDAY_ONLINE = ((0, 13), (1, 14), (2, 14), (3, 14), (4, 13), (5, 17), (6, 15))
# Local starting times.
LESSON = (
    ((8, 15), 10), ((9, 5), 17), ((9, 55), 18), ((10, 50), 17), ((11, 40), 10), ((12, 55), 14), ((13, 45), 12),
    ((14, 35), 7), ((15, 45), 3),
)  # fmt: skip
LESSON_ONLINE = (
    ((1, 0), 5), ((4, 0), 4), ((7, 0), 5), ((9, 30), 7), ((12, 0), 8), ((14, 30), 10), ((17, 0), 15), ((19, 0), 18),
    ((21, 0), 16), ((23, 0), 12),
)  # fmt: skip
PLANNED_MINUTES = ((30, 15), (45, 60), (60, 18), (90, 7))
TEACHES_IN_HOLIDAYS = 0.05

TEACHERS = (4, 9)
CLASSES_A_TEACHER = 3
CLASS_SIZE = (7, 12)
CLASS_SIZE_ONLINE = (3, 6)
IS_PRESENT = 0.9
GROUP_SIZE = 3

COMES_LATE = 0.07
LEAVES_EARLY = 0.12
COMES_BACK = 0.4
CHANGES_GROUP = 0.03
GROUP_IS_NEVER_READY = 0.08

MINUTES_BETWEEN_READINGS = (4, 6.5)
PROMPTS_A_SESSION = 3.2
PROMPT_IS_USED = 0.55
INTERVENTIONS_A_SESSION = 0.5
ALERTS_A_SESSION = 0.35
MINUTES_BETWEEN_ANALYSES = (12, 20)
ANALYSIS_FAILS = 0.06

TITLES = {
    "en": (
        ("math", "Comparing unlike fractions"), ("math", "Slope as a rate of change"), ("math", "Angles in polygons"),
        ("math", "Probability with two dice"), ("science", "Photosynthesis lab talk"), ("science", "Plate tectonics"),
        ("science", "Designing a fair test"), ("science", "Food webs of the tide pool"), ("reading", "The Giver, 4"),
        ("reading", "Evidence in an essay"), ("reading", "Poems that sound like music"), ("history", "Trade routes"),
        ("history", "Whose history is it?"), ("history", "The vote: a timeline"), ("civics", "A budget for our city"),
        ("art", "Perspective drawing critique"), ("language", "Ordering in a café"), ("coding", "Loops and patterns"),
    ),
    "es": (
        ("math", "Fracciones equivalentes"), ("math", "Áreas de polígonos"), ("science", "El ciclo del agua"),
        ("science", "La célula"), ("reading", "Leyendas del Pacífico"), ("reading", "Ideas principales"),
        ("history", "La Independencia"), ("civics", "Normas de convivencia"), ("language", "Talking about my day"),
    ),
}  # fmt: skip

GIVEN = {
    "en": ("Ava", "Noah", "Mia", "Liam", "Zoe", "Ethan", "Aoife", "Cian", "Priya", "Arjun", "Maya", "Jack", "Ruby"),
    "es": ("Sofía", "Mateo", "Valentina", "Samuel", "Isabella", "Juan", "Mariana", "Andrés"),
}
FAMILY = {
    "en": ("Walker", "Nguyen", "Johnson", "Garcia", "Murphy", "O'Brien", "Sharma", "Patel", "Kim", "Wilson", "Taylor"),
    "es": ("Gómez", "Rodríguez", "Martínez", "López", "Castaño", "Muñoz", "Torres"),
}
