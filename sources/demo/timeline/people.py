"""The people: instructors who are hired over time, and students who register, study for a while and leave."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from random import Random
from typing import Any

from sources.demo.chance import between, days, draws, poisson, uuid, weighted
from sources.demo.history import History, Values, edited
from sources.demo.production import World
from sources.demo.timeline import traps, words, world
from sources.demo.timeline.catalogue import WEEK, week_of
from sources.demo.timeline.seasons import at, intake, local_day
from sources.demo.timeline.traps import Edit
from sources.demo.timeline.world import Pace

FIRST_INSTRUCTORS = 4


@dataclass(frozen=True, slots=True)
class Instructor:
    """Somebody who answers students."""

    id: str
    name: str
    email: str
    hired_at: datetime


@dataclass(frozen=True, slots=True)
class Student:
    """One student from registration to the last login, with what is decided about the account."""

    key: str
    id: str
    name: str
    email: str | None
    role: str
    pace: Pace
    registered_at: datetime
    leaves_at: datetime
    subscribes: bool
    decisions: tuple[Edit, ...]
    erased_at: datetime | None

    def changes_between(self, since: datetime | None, until: datetime) -> bool:
        """Whether anything about this student may have changed in a span of time."""
        if since is None or self.leaves_at + days(world.EVERYTHING_ENDS_WITHIN_DAYS) > since:
            return True
        return any(since < moment <= until for moment, _ in self.decisions) or bool(
            self.erased_at and since < self.erased_at <= until
        )


@lru_cache(maxsize=4)
def instructors(of: World) -> tuple[Instructor, ...]:
    """Everybody who ever teaches, in the order of hiring."""
    later = int(6 * of.scale)
    found = []
    for number in range(FIRST_INSTRUCTORS + later):
        random = draws(of.seed, "instructor", number)
        name = words.full_name(random)
        after = max(0, number - FIRST_INSTRUCTORS + 1) * 1000 / (later + 1)
        hired_at = of.founded_at + days(0.05 + after)
        found.append(
            Instructor(uuid(of.seed, "instructor", number), name, f"{name.split()[0].lower()}@school.example", hired_at)
        )
    return tuple(found)


def teaching(of: World, moment: datetime) -> list[Instructor]:
    """The instructors of a moment."""
    return [who for who in instructors(of) if who.hired_at <= moment] or list(instructors(of)[:1])


def students(of: World, until: datetime) -> tuple[Student, ...]:
    """Everybody who has registered by the end of the week of a moment, in order."""
    return _students_of_weeks(of, week_of(of, until) + 1)


@lru_cache(maxsize=2)
def _students_of_weeks(of: World, weeks: int) -> tuple[Student, ...]:
    found: list[Student] = []
    for week in range(weeks):
        start = of.founded_at + week * WEEK
        random = draws(of.seed, "registrations", week)
        for number in range(poisson(random, of.scale * intake(of.founded_at, start + WEEK / 2))):
            found.append(_student(of, f"{week}-{number}", start, found[-1].email if found else None))
    return tuple(found)


def _student(of: World, key: str, week: datetime, earlier: str | None) -> Student:
    random = draws(of.seed, "student", key)
    name = words.full_name(random)
    day = local_day(week + timedelta(days=random.randrange(7), hours=12))
    registered_at = at(day, *weighted(random, world.STARTING_TIME)) - between(random, 0.005, 0.03)
    pace = weighted(random, world.PACES)
    leaves_at = registered_at + between(random, *pace.lasts_days)
    decisions: list[Edit] = []
    if random.random() < world.CHANGES_EMAIL:
        decisions.append((registered_at + between(random, 20, 600), {"email": words.address(random, name)}))
    if traps.happens(random, "soft-deleted profile"):
        decisions += _deletion(random, registered_at)
        leaves_at = min(leaves_at, min(moment for moment, changes in decisions if changes and "deleted_at" in changes))
    erased_at = registered_at + between(random, 10, 300) if traps.happens(random, "profile erased") else None
    return Student(
        key=key,
        id=uuid(of.seed, "student", key),
        name="  " if traps.happens(random, "blank name") else name,
        email=traps.email(random, words.address(random, name), earlier),
        role=random.choice(("alumni", "guest", "Student")) if traps.happens(random, "unknown role") else "student",
        pace=pace,
        registered_at=registered_at,
        leaves_at=min(leaves_at, erased_at) if erased_at else leaves_at,
        subscribes=random.random() < world.SUBSCRIBES,
        decisions=tuple(decisions),
        erased_at=erased_at,
    )


def _deletion(random: Random, registered_at: datetime) -> Iterator[Edit]:
    deleted_at = registered_at + days(2 + random.expovariate(1 / 150))
    yield deleted_at, {"deleted_at": deleted_at}
    if traps.happens(random, "profile restored"):
        yield deleted_at + between(random, 1, 30), {"deleted_at": None}


def instructor_profile(who: Instructor, seen_at: datetime | None = None) -> History:
    """An instructor's account; while the tab is open it says so, to the last moment."""
    values = _profile(who.id, who.name, who.email, "instructor")
    heartbeat: list[Edit] = [(seen_at, {"last_seen_at": seen_at})] if seen_at else []
    return edited(who.hired_at, values, heartbeat, created="created_at", updated="updated_at")


def student_profile(who: Student, goals: list[Edit]) -> History:
    """A student's account, with every change of the current goal."""
    values = _profile(who.id, who.name, who.email, who.role)
    edits: list[tuple[datetime, Mapping[str, Any] | None]] = [*who.decisions, *goals]
    return edited(who.registered_at, values, edits, created="created_at", updated="updated_at")


def subscription(of: World, who: Student) -> History:
    """What a student pays."""
    values: Values = {
        "id": uuid(of.seed, "subscription", who.key),
        "student_id": who.id,
        "plan": "monthly",
        "amount_cents": 2900,
        "cancelled_at": None,
    }
    cancelled: list[Edit] = [(who.leaves_at + days(3), {"cancelled_at": who.leaves_at + days(3)})]
    return edited(who.registered_at, values, cancelled, created="created_at", updated="updated_at")


def _profile(key: str, name: str, email: str | None, role: str) -> Values:
    return {
        "id": key,
        "full_name": name,
        "email": email,
        "role": role,
        "avatar_url": f"https://images.example/{key[:8]}.png",
        "current_goal_id": None,
        "deleted_at": None,
        "last_seen_at": None,
    }
