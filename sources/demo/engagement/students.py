"""The students: when they register, how and how long they study, and what becomes of their record."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import chain
from random import Random

from sources.demo.chance import between, days, draws, identifier, poisson, weighted
from sources.demo.engagement import names, traps, world
from sources.demo.engagement.seasons import intake
from sources.demo.engagement.world import Habit, Hours
from sources.demo.production import World

WEEK = timedelta(days=7)
Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Student:
    """One record of a student from registration to its end."""

    key: str
    id: str
    name: str
    created_at: datetime
    habit: Habit
    part: Hours
    phases: tuple[Span, ...]
    """When the student studies; none for those who never come."""
    deleted_at: datetime | None = None
    restored_at: datetime | None = None
    erased_at: datetime | None = None
    """When the record and all its check-ins are deleted for good."""
    merged_into: str | None = None
    merged_at: datetime | None = None
    """When its check-ins move to the student's other record and it is deleted."""

    @property
    def ends_at(self) -> datetime:
        return self.phases[-1][1] if self.phases else self.created_at

    @property
    def vanishes_at(self) -> datetime | None:
        """When production has the record no more."""
        return self.erased_at or self.merged_at

    def stays(self, first: datetime, last: datetime) -> bool:
        """Whether the record is there, and not deleted, from one moment to another."""
        ends = [moment for moment in (self.deleted_at, self.vanishes_at) if moment]
        return self.created_at <= first and (not ends or last < min(ends))


@dataclass(frozen=True)
class Roster:
    """All students that are known by some moment, in order of registration."""

    students: tuple[Student, ...]
    registrations: list[datetime] = field(repr=False)

    def registered(self, moment: datetime) -> int:
        """How many students are registered by a moment: they are the first ones."""
        return bisect_right(self.registrations, moment)

    def somebody(self, random: Random, since: datetime, until: datetime, lately: float) -> Student | None:
        """A student who stays on the books from one moment to another, most likely one of the `lately` newest."""
        newest = self.registered(since) - 1
        if newest < 0:
            return None
        start = newest - min(newest, int(random.expovariate(1 / lately)))
        for index in chain(range(start, -1, -1), range(start + 1, newest + 1)):
            if self.students[index].stays(since, until):
                return self.students[index]
        return None


def roster(of: World, until: datetime) -> Roster:
    """All students who may have registered by a moment, and few more."""
    return _roster_of_weeks(of, (until - of.founded_at) // WEEK + 1)


@lru_cache(maxsize=1)
def _roster_of_weeks(of: World, last_week: int) -> Roster:
    found = sorted(_plans(of, last_week), key=lambda student: (student.created_at, student.id))
    return Roster(tuple(found), [student.created_at for student in found])


def _plans(of: World, last_week: int) -> Iterator[Student]:
    for week in range(last_week):
        start = of.founded_at + week * WEEK
        random = draws(of.seed, "registrations", week)
        for number in range(poisson(random, of.scale * intake(of.founded_at, start + WEEK / 2))):
            student = _student(of, f"{week}-{number}", start)
            yield student
            if traps.happens(random, "registered twice") and not student.vanishes_at:
                yield _second_record(of, student)


def _student(of: World, key: str, week: datetime) -> Student:
    random = draws(of.seed, "student", key)
    # During opening hours, Monday to Friday.
    registers_at = week + timedelta(days=random.randrange(5)) + days(random.uniform(8.5, 19.5) / 24)
    habit = weighted(random, world.HABITS)
    phases = tuple(_phases(random, habit, registers_at))
    late = between(random, 3, 20) if phases and traps.happens(random, "registered after first visits") else None
    student = Student(
        key=key,
        id=identifier(of.seed, "Student", key),
        name=traps.name(random, names.full_name(random)),
        created_at=registers_at + late if late else registers_at,
        habit=habit,
        part=weighted(random, habit.parts),
        phases=phases,
    )
    return _leaving(random, student)


def _phases(random: Random, habit: Habit, registered_at: datetime) -> Iterator[Span]:
    """The times in which somebody studies: one, or two around a break, and for few another much later."""
    if random.random() < world.NEVER_VISITS:
        return
    start = registered_at + between(random, 0, 6)
    length = days(7 * max(0.3, random.expovariate(1 / habit.weeks)))
    if length > 8 * WEEK and random.random() < world.TAKES_A_BREAK:
        yield start, start + length / 2
        start += length / 2 + between(random, 18, 75)
        length /= 2
    yield start, start + length
    if random.random() < world.COMES_BACK:
        again = start + length + between(random, 60, 420)
        yield again, again + days(7 * random.uniform(2, 14))


def _leaving(random: Random, student: Student) -> Student:
    """What becomes of the record once the student has left."""
    if traps.happens(random, "student hard-deleted"):
        return replace(student, erased_at=student.ends_at + between(random, 30, 300))
    if not traps.happens(random, "soft-deleted student"):
        return student
    deleted_at = student.ends_at + between(random, 5, 120)
    if student.phases and traps.happens(random, "deleted while still coming"):
        deleted_at = max(student.created_at + days(1), student.ends_at - between(random, 2, 20))
    restored = traps.happens(random, "restored later")
    return replace(
        student, deleted_at=deleted_at, restored_at=deleted_at + between(random, 4, 50) if restored else None
    )


def _second_record(of: World, student: Student) -> Student:
    """The record of somebody who registered once more, perhaps at another branch."""
    key = f"{student.key}-again"
    random = draws(of.seed, "student", key)
    created_at = student.created_at + between(random, 1, 150)
    merges = traps.happens(random, "merged later")
    return Student(
        key=key,
        id=identifier(of.seed, "Student", key),
        name=traps.same_person(random, student.name),
        created_at=created_at,
        habit=student.habit,
        part=student.part,
        phases=((created_at, created_at + between(random, 6, 18)),),
        merged_into=student.id if merges else None,
        merged_at=created_at + between(random, 24, 60) if merges else None,
    )
