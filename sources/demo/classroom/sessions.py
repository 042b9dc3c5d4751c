"""Sessions: what teachers plan in a week, when they really begin and end, and what their rows say about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from random import Random

from sources.demo.chance import between, draws, identifier, poisson, weighted
from sources.demo.classroom import traps, world
from sources.demo.classroom.calendars import demand, is_holiday
from sources.demo.classroom.clock import minutes, minutes_between
from sources.demo.classroom.schools import School, open_schools
from sources.demo.production import World

WEEK = timedelta(days=7)
PLANNED_AHEAD_DAYS = 3.0
CORRECTED_WITHIN_DAYS = 30.0
DELETED_WITHIN_DAYS = 40.0

Edit = tuple[datetime, dict[str, object] | None]


@dataclass(frozen=True)
class Session:
    """One session as it really was; `edits` are what became of its row."""

    key: str
    id: str
    school: School
    teacher: str
    first_teacher: str
    """Who set it up; another may have taken over."""
    class_number: int
    subject: str
    title: str
    configured_at: datetime
    planned_minutes: int
    begins_at: datetime
    ends_at: datetime
    takes_place: bool
    ended_events: tuple[datetime, ...]
    """When its end was logged: mostly once."""
    edits: tuple[Edit, ...]
    deleted_at: datetime | None


def sessions_of_week(of: World, week: int) -> Iterator[Session]:
    """All sessions that were planned to begin in a week of the simulation."""
    start = of.founded_at + week * WEEK
    random = draws(of.seed, "week", week)
    known = open_schools(of, start)
    weights = [(school, school.weight) for school in known]
    for number in range(poisson(random, of.scale * demand(of.founded_at, start + WEEK / 2))):
        school = weighted(random, weights)
        planned = _lesson(random, school, start)
        if planned is not None and planned > school.opened_at + timedelta(days=PLANNED_AHEAD_DAYS + 1):
            yield _session(of, f"{week}-{number}", school, planned)


def _lesson(random: Random, school: School, start: datetime) -> datetime | None:
    """A lesson of the school's timetable in a week, None where holidays come between."""
    weekday = weighted(random, world.WEEKDAY_ONLINE if school.is_online else world.WEEKDAY)
    starts = weighted(random, world.LESSON_ONLINE if school.is_online else world.LESSON)
    day = start.date() + timedelta(days=weekday)
    if is_holiday(school.place.country, day) and random.random() >= world.TEACHES_IN_HOLIDAYS:
        return None
    return datetime.combine(day, time(*starts), school.zone).astimezone(UTC)


def _session(of: World, key: str, school: School, planned: datetime) -> Session:
    random = draws(of.seed, "session", key)
    begins_at = planned + minutes(random.triangular(-2, 9, 1))
    planned_minutes = weighted(random, world.PLANNED_MINUTES)
    ends_at = begins_at + minutes(planned_minutes * random.triangular(0.7, 1.15, 0.97))
    configured_at = begins_at - minutes(min(random.expovariate(1 / 900), PLANNED_AHEAD_DAYS * 1440) + 4)
    at_once = traps.happens(random, "set up after its start")
    if at_once:
        configured_at = begins_at + minutes_between(random, 0.5, 3)
    cancelled = traps.happens(random, "ended without a start")
    takes_place = at_once or not (cancelled or traps.happens(random, "never started"))
    subject, title = random.choice(world.TITLES[school.place.language])
    teacher = random.choice(school.teachers)
    edits: list[Edit] = []
    ended: list[datetime] = []
    if takes_place:
        edits.append((max(begins_at, configured_at), {"started_at": begins_at}))
        edits += _end(random, begins_at, ends_at, ended)
    elif cancelled:
        edits.append((ends_at, {"ended_at": ends_at}))
        ended.append(ends_at)
    first_teacher = teacher
    if not at_once and traps.happens(random, "teacher changed"):
        first_teacher = random.choice(school.teachers)
        edits.append((begins_at - minutes(2), {"teacher_id": teacher}))
    edits += _second_thoughts(random, of, title, ends_at)
    deleted = traps.happens(random, "session deleted later")
    deleted_at = ends_at + between(random, 5, DELETED_WITHIN_DAYS) if deleted else None
    return Session(
        key=key,
        id=identifier(of.seed, "session", key),
        school=school,
        teacher=teacher,
        first_teacher=first_teacher,
        class_number=random.randrange(world.CLASSES_A_TEACHER),
        subject=subject,
        title=title,
        configured_at=configured_at,
        planned_minutes=planned_minutes,
        begins_at=begins_at,
        ends_at=ends_at,
        takes_place=takes_place,
        ended_events=tuple(ended),
        edits=(*edits, *([(deleted_at, None)] if deleted_at else [])),
        deleted_at=deleted_at,
    )


def _end(random: Random, begins_at: datetime, ends_at: datetime, ended: list[datetime]) -> Iterator[Edit]:
    """How the end got into the row: mostly once and for all."""
    if traps.happens(random, "left open"):
        yield from _closed_late(random, ends_at, ended)
        return
    if traps.happens(random, "reopened"):
        first_end = ends_at - minutes_between(random, 6, 12)
        ended.append(first_end)
        yield first_end, {"ended_at": first_end}
        yield first_end + minutes_between(random, 0.5, 3), {"ended_at": None}
    ended.append(ends_at)
    if traps.happens(random, "ended before its start"):
        yield ends_at, {"ended_at": begins_at - minutes_between(random, 1, 30)}
        return
    yield ends_at, {"ended_at": ends_at}
    if traps.happens(random, "end corrected"):
        corrected = ends_at - minutes_between(random, 1, 14)
        yield ends_at + between(random, 0.2, CORRECTED_WITHIN_DAYS), {"ended_at": corrected}


def _closed_late(random: Random, ends_at: datetime, ended: list[datetime]) -> Iterator[Edit]:
    """Nobody ended it: a nightly job does, days later, and somebody may put the true end there."""
    if traps.happens(random, "left open for good"):
        return
    closed_at = ends_at + between(random, 0.3, 4)
    ended.append(closed_at)
    yield closed_at, {"ended_at": closed_at}
    if traps.happens(random, "late end corrected"):
        yield closed_at + between(random, 1, CORRECTED_WITHIN_DAYS - 5), {"ended_at": ends_at}


def _second_thoughts(random: Random, of: World, title: str, ends_at: datetime) -> Iterator[Edit]:
    if random.random() < 0.05:
        yield ends_at + between(random, 0.01, 2), {"title": f"{title} (part 1)"}
    if traps.happens(random, "moved to another school"):
        other = random.choice(open_schools(of, ends_at))
        yield ends_at + between(random, 1, CORRECTED_WITHIN_DAYS), {"school_id": other.id}
