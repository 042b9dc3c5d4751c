"""Who came when: the visits that a student's habits make, hour by hour."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from sources.demo.chance import days
from sources.demo.engagement import world
from sources.demo.engagement.seasons import ATTENDANCE_BY_MONTH, GUAYAQUIL, SATURDAY, opening_hours
from sources.demo.engagement.students import Span, Student
from sources.demo.engagement.world import Hours
from sources.demo.production import World

WEEK = timedelta(days=7)
MINUTES_A_DAY = 1440


@dataclass(frozen=True, slots=True)
class Visit:
    """One stay at the centre, as it really was."""

    key: str
    student: Student
    starts_at: datetime
    ends_at: datetime


def weeks_of_study(of: World, student: Student, since: datetime, until: datetime) -> Iterator[int]:
    """The organisation's weeks, by number, in which the student may have come between two moments."""
    last = -1
    for start, end in student.phases:
        if start > until or end < since:
            continue
        first = max(last + 1, (max(start, since) - of.founded_at) // WEEK)
        last = (min(end, until) - of.founded_at) // WEEK
        yield from range(first, last + 1)


def visits(of: World, student: Student, week: int, random: Random) -> Iterator[Visit]:
    """The visits of one week."""
    monday = of.founded_at + week * WEEK
    for weekday, appeal in enumerate(world.WEEKDAY_APPEAL):
        comes = random.random()
        midnight = monday + timedelta(days=weekday)
        today = midnight.astimezone(GUAYAQUIL).date()
        hours = opening_hours(today)
        if hours is None or comes > _chance(student, appeal, today):
            continue
        part = world.ON_SATURDAY if weekday == SATURDAY else student.part
        stays = [_stay(random, student, midnight, part, hours)]
        if random.random() < world.SECOND_VISIT_OF_THE_DAY:
            stays.append(_stay(random, student, stays[0][1] + timedelta(minutes=random.randint(20, 90)), None, hours))
        for number, (start, end) in enumerate(stays):
            if end > start and _studies(student, start):
                yield Visit(f"{student.key}/{week}/{weekday}/{number}", student, start, end)


def _chance(student: Student, appeal: float, today: date) -> float:
    season = ATTENDANCE_BY_MONTH.get(today.month, 1.0)
    return min(0.95, student.habit.visits / len(world.WEEKDAY_APPEAL) * appeal * season)


def _stay(random: Random, student: Student, since: datetime, part: Hours | None, hours: tuple[int, int]) -> Span:
    """Arrives at the usual time of day (None: at the given moment) and leaves before the centre closes."""
    start = since + days(random.triangular(*part) / 24) if part else since
    length = max(world.SHORTEST_STAY, random.gauss(student.habit.minutes, student.habit.minutes / 3))
    local = start.astimezone(GUAYAQUIL)
    left = hours[1] + random.uniform(0, 4) - (local.hour * 60 + local.minute)
    return start, start + days(min(length, left) / MINUTES_A_DAY)


def _studies(student: Student, moment: datetime) -> bool:
    return any(start <= moment < end for start, end in student.phases)
