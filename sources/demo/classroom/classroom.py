"""Who sits in a session: its groups, and the stays of its students with all that goes wrong with them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import ceil
from random import Random

from sources.demo.chance import between, draws, identifier
from sources.demo.classroom import traps, world
from sources.demo.classroom.clock import minutes, minutes_between, whole
from sources.demo.classroom.schools import student
from sources.demo.classroom.sessions import DELETED_WITHIN_DAYS, Session
from sources.demo.production import World


@dataclass(frozen=True, slots=True)
class Group:
    """One group of a session."""

    id: str
    number: int
    created_at: datetime
    ready_at: datetime | None
    """When its leader really said so."""
    ready_recorded: datetime | None
    """What the row says."""


@dataclass(frozen=True, slots=True)
class Stay:
    """One student from joining to leaving."""

    id: str
    student_id: str
    group: Group | None
    recorded_group: str | None
    later_group: tuple[datetime, Group] | None
    joined_at: datetime
    left_at: datetime
    left_early: bool
    left_recorded: datetime | None
    deleted_at: datetime | None


@dataclass(frozen=True)
class Classroom:
    """A session with everybody in it."""

    session: Session
    groups: tuple[Group, ...]
    stays: tuple[Stay, ...]

    def present(self, moment: datetime) -> int:
        """How many students are inside."""
        return sum(stay.joined_at <= moment < stay.left_at for stay in self.stays)


@dataclass(frozen=True)
class _Desk:
    """Where a student takes a seat."""

    random: Random
    seed: int
    session: Session
    groups: Sequence[Group]
    group: Group
    earlier: Sequence[Classroom]
    """Other sessions of the week, from which a slip can take the group."""


def classrooms(of: World, sessions: Sequence[Session]) -> Iterator[Classroom]:
    """The sessions of a week, each with its groups and students; a slip can put one into another's group."""
    earlier: list[Classroom] = []
    for session in sessions:
        found = _classroom(of, session, earlier)
        if session.deleted_at is None:
            earlier.append(found)
        yield found


def _classroom(of: World, session: Session, earlier: Sequence[Classroom]) -> Classroom:
    random = draws(of.seed, "classroom", session.key)
    size = random.randint(*(world.CLASS_SIZE_ONLINE if session.school.is_online else world.CLASS_SIZE))
    students = [
        student(of, session.school, session.teacher, session.class_number, session.begins_at, number)
        for number in range(size)
        if random.random() < world.IS_PRESENT
    ]
    groups = tuple(_group(random, of, session, n) for n in range(max(1, ceil(len(students) / world.GROUP_SIZE))))
    if not session.takes_place:
        return Classroom(session, groups, ())
    desk = _Desk(random, of.seed, session, groups, groups[0], earlier)
    stays = [stay for number, student_id in enumerate(students) for stay in _stays(desk, number, student_id)]
    return Classroom(session, groups, tuple(stays))


def _group(random: Random, of: World, session: Session, number: int) -> Group:
    created_at = session.configured_at + minutes(random.uniform(0.02, 0.6))
    ready_at = max(session.begins_at + minutes_between(random, -2, 7), created_at + minutes(0.2))
    if traps.happens(random, "ready after the end"):
        ready_at = session.ends_at + minutes_between(random, 0.5, 9)
    says = ready_at
    if traps.happens(random, "ready before it was made"):
        says = created_at - minutes_between(random, 1, 40)
    never = not session.takes_place or random.random() < world.GROUP_IS_NEVER_READY
    return Group(
        id=identifier(of.seed, "group", session.key, number),
        number=number,
        created_at=created_at,
        ready_at=None if never else ready_at,
        ready_recorded=None if never else says,
    )


def _stays(desk: _Desk, number: int, student_id: str) -> Iterator[Stay]:
    """A student's stay, and a second one of somebody who left and came back."""
    random, session = desk.random, desk.session
    desk = replace(desk, group=desk.groups[number % len(desk.groups)])
    joined_at = max(session.begins_at + minutes(random.triangular(-3, 6, 0)), desk.group.created_at + minutes(0.1))
    if random.random() < world.COMES_LATE:
        joined_at += minutes_between(random, 4, 14)
    if traps.happens(random, "joined after the end"):
        yield _stay(desk, f"{number}", student_id, session.ends_at + minutes_between(random, 1, 15), None)
        return
    left_at = None
    if random.random() < world.LEAVES_EARLY:
        left_at = joined_at + (session.ends_at - joined_at) * random.uniform(0.15, 0.9)
    yield _stay(desk, f"{number}", student_id, joined_at, left_at)
    if left_at and random.random() < world.COMES_BACK:
        back_at = left_at + (session.ends_at - left_at) * random.uniform(0.1, 0.5)
        yield _stay(desk, f"{number}-again", student_id, back_at, None)


def _stay(desk: _Desk, key: str, student_id: str, joined: datetime, left_early_at: datetime | None) -> Stay:
    random, session = desk.random, desk.session
    joined_at = whole(joined)
    left_at = whole(left_early_at or max(session.ends_at, joined_at) + minutes(random.uniform(0.02, 0.7)))
    alone = traps.happens(random, "without a group")
    recorded = None if alone else desk.group.id
    if traps.happens(random, "group of another session"):
        others = [room for room in desk.earlier if room.groups[0].created_at < joined_at]
        recorded = random.choice(others).groups[0].id if others else recorded
    changes = len(desk.groups) > 1 and random.random() < world.CHANGES_GROUP
    changed_at = whole(max(joined_at, session.configured_at + minutes(1)) + (left_at - joined_at) * 0.5)
    says: datetime | None = left_at
    if traps.happens(random, "left before joining"):
        says = joined_at - minutes_between(random, 1, 60)
    elif traps.happens(random, "never left"):
        says = None
    deleted = traps.happens(random, "participant deleted later")
    return Stay(
        id=identifier(desk.seed, "participant", session.key, key),
        student_id=student_id,
        group=None if alone else desk.group,
        recorded_group=recorded,
        later_group=(changed_at, random.choice(desk.groups)) if changes else None,
        joined_at=joined_at,
        left_at=left_at,
        left_early=left_early_at is not None,
        left_recorded=says,
        deleted_at=session.ends_at + between(random, 1, DELETED_WITHIN_DAYS) if deleted else None,
    )
