"""The schools: where they are, since when they take part, who teaches there, and the students of a class."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from math import ceil
from zoneinfo import ZoneInfo

from sources.demo.chance import between, days, draws, identifier, weighted
from sources.demo.classroom import world
from sources.demo.classroom.world import Place
from sources.demo.history import History, Values, edited
from sources.demo.production import World

YEARS_OF_JOINING = 2.4
SCHOOL_YEAR_BEGINS_IN = 8


@dataclass(frozen=True)
class School:
    """One school."""

    key: str
    id: str
    name: str
    place: Place
    opened_at: datetime
    weight: float
    teachers: tuple[str, ...]

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.place.zone)

    @property
    def is_online(self) -> bool:
        return self.place is world.ONLINE


@lru_cache(maxsize=1)
def schools(of: World) -> tuple[School, ...]:
    """All schools that ever join, in the order in which they do."""
    count = max(4, ceil(world.SCHOOLS * of.scale**0.5))
    return tuple(_school(of, number, count) for number in range(count))


def open_schools(of: World, moment: datetime) -> list[School]:
    """Those that take part at a moment; the first does from the beginning."""
    found = schools(of)
    return [school for school in found if school.opened_at <= moment] or [found[0]]


def student(of: World, school: School, teacher: str, class_number: int, day: datetime, number: int) -> str:
    """The pseudonym of a student, who stays in a class for one school year."""
    year = day.year - (day.month < SCHOOL_YEAR_BEGINS_IN)
    return identifier(of.seed, "student", school.key, teacher, class_number, year, number)


def histories(of: World) -> Iterator[tuple[str, History]]:
    """Rows of schools and their teachers."""
    for school in schools(of):
        yield "schools", _row(of, school)
        for number, teacher in enumerate(school.teachers):
            yield "teachers", _teacher(of, school, number, teacher)


def _school(of: World, number: int, count: int) -> School:
    random = draws(of.seed, "school", number)
    name, place = _name(of, number)
    joins = days(365.25 * YEARS_OF_JOINING * (number - 2) / count) if number > 2 else timedelta()
    teachers = range(random.randint(*world.TEACHERS))
    return School(
        key=f"school-{number}",
        id=identifier(of.seed, "school", number),
        name=name,
        place=place,
        opened_at=of.founded_at + joins + between(random, 0.1, 12),
        weight=2.5 if place is world.ONLINE else random.uniform(0.6, 1.5),
        teachers=tuple(identifier(of.seed, "teacher", number, teacher) for teacher in teachers),
    )


def _name(of: World, number: int) -> tuple[str, Place]:
    if number < len(world.FIRST_SCHOOLS):
        return world.FIRST_SCHOOLS[number]
    random = draws(of.seed, "school name", number)
    return f"{random.choice(world.MORE_NAMES)} {random.choice(world.MORE_KINDS)}", weighted(random, world.MORE_PLACES)


def _row(of: World, school: School) -> History:
    random = draws(of.seed, "edits", school.key)
    values: Values = {
        "id": school.id,
        "name": school.name,
        "time_zone": school.place.zone,
        "district": f"District {random.randint(1, 40)}",
        "last_seen_at": school.opened_at,
    }
    renamed = (school.opened_at + between(random, 200, 900), {"name": f"{school.name} (Main Campus)"})
    return edited(
        school.opened_at,
        values,
        [renamed] if random.random() < 0.15 else [],
        created="created_at",
        updated="updated_at",
    )


def _teacher(of: World, school: School, number: int, teacher: str) -> History:
    random = draws(of.seed, "teacher", school.key, number)
    given = random.choice(world.GIVEN[school.place.language])
    family = random.choice(world.FAMILY[school.place.language])
    values: Values = {
        "id": teacher,
        "school_id": school.id,
        "full_name": f"{given} {family}",
        "email": f"teacher{number}@{school.key}.example",
    }
    return edited(school.opened_at, values, created="created_at", updated="updated_at")
