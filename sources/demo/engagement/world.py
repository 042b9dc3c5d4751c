"""What the simulated study centre is like: how its students study, and how often each thing happens."""

from dataclasses import dataclass

Hours = tuple[float, float, float]


@dataclass(frozen=True)
class Habit:
    """How a student studies: visits a week, for how many weeks, how long, and at which part of the day."""

    visits: float
    weeks: float
    minutes: float
    parts: tuple[tuple[Hours, float], ...]


# Local hours of arrival: earliest, latest, most likely.
MORNING: Hours = (8.0, 11.8, 9.2)
AFTERNOON: Hours = (12.2, 16.9, 15.1)
EVENING: Hours = (16.8, 19.7, 18.0)
ON_SATURDAY: Hours = (8.0, 12.8, 9.4)

TASTER = Habit(1.3, 2.5, 60, ((MORNING, 1), (AFTERNOON, 1), (EVENING, 1)))
CASUAL = Habit(1.1, 15, 75, ((MORNING, 2), (AFTERNOON, 3), (EVENING, 5)))
PUPIL = Habit(2.3, 26, 95, ((AFTERNOON, 9), (EVENING, 1)))
EMPLOYEE = Habit(2.1, 24, 80, ((EVENING, 9), (MORNING, 1)))
INTENSIVE = Habit(4.4, 8, 150, ((MORNING, 7), (AFTERNOON, 3)))
DEVOTED = Habit(3.2, 60, 110, ((AFTERNOON, 4), (EVENING, 5), (MORNING, 1)))
HABITS = ((TASTER, 18), (CASUAL, 28), (PUPIL, 20), (EMPLOYEE, 17), (INTENSIVE, 9), (DEVOTED, 8))

WEEKDAY_APPEAL = (1.15, 1.2, 1.1, 1.05, 0.7, 0.8)
NEVER_VISITS = 0.06
TAKES_A_BREAK = 0.3
COMES_BACK = 0.1
SECOND_VISIT_OF_THE_DAY = 0.04
SHORTEST_STAY = 12.0

LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2")
FIRST_LEVEL = (("A1", 45), ("A2", 25), ("B1", 18), ("B2", 9), ("C1", 3))
WEEKS_A_LEVEL = (11.0, 19.0)

NAME_IS_CORRECTED = 0.03
PASSES = 0.86

BRANCHES = (("Urdesa", "Guayaquil"), ("Centro", "Guayaquil"), ("La Aurora", "Daule"))
KIOSKS_A_BRANCH = 3
BRANCH_APPEAL = (5, 3, 2)
CHECK_IN_METHODS = ("CARD", "QR", "DESK")
METHOD_SHARE = (62, 33, 5)
