"""Circles: people who stay together while their group of one course becomes the group of the next."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from random import Random

from sources.demo.chance import between, days, draws, identifier, poisson, weighted
from sources.demo.curriculum import places, traps, world
from sources.demo.curriculum.lives import Habits, Life, live
from sources.demo.curriculum.people import Person, person
from sources.demo.curriculum.seasons import intake
from sources.demo.curriculum.seats import MEMBER, Seat, set_table
from sources.demo.curriculum.world import CURRICULUM, Course
from sources.demo.production import World

WEEK = timedelta(days=7)
# People register up to two months before the circle that they will be in is announced.
FORESIGHT = timedelta(days=62)


@dataclass(frozen=True)
class Group:
    """One group from its announcement to its last edit."""

    key: str
    id: str
    course: Course
    edition: str
    hangout: str | None
    hangout_set_at: datetime | None
    habits: Habits
    created_at: datetime
    life: Life
    seats: tuple[Seat, ...]
    facilitator: Person

    @property
    def members(self) -> list[Person]:
        """Everybody with an account who has been a member, each once."""
        people = {seat.person.id: seat.person for seat in self.seats if seat.person and seat.role == MEMBER}
        return list(people.values())


@dataclass(frozen=True)
class Circle:
    """A chain of groups."""

    opens_at: datetime
    groups: tuple[Group, ...]


def circles(of: World, until: datetime) -> tuple[Circle, ...]:
    """All circles of which anything may exist by a moment, and few more."""
    return _circles_of_weeks(of, (until + FORESIGHT - of.founded_at) // WEEK)


@lru_cache(maxsize=1)
def _circles_of_weeks(of: World, last_week: int) -> tuple[Circle, ...]:
    """Circles in order; earlier ones lend facilitators to later ones. Kept, because planning is most of the work."""
    found: list[Circle] = []
    openings: list[datetime] = []
    for key, opens_at in _openings(of, last_week):
        random = draws(of.seed, "circle", key)
        facilitator = _facilitator(random, of, key, opens_at, found, openings)
        found.append(Circle(opens_at, tuple(_groups(random, of, key, opens_at, facilitator))))
        openings.append(opens_at)
    return tuple(found)


def weeks(of: World, until: datetime) -> Iterator[tuple[int, datetime]]:
    """The organisation's weeks, by number and start."""
    number, start = 0, of.founded_at
    while start <= until:
        yield number, start
        number, start = number + 1, start + WEEK


def _openings(of: World, last_week: int) -> Iterator[tuple[str, datetime]]:
    for week, start in weeks(of, of.founded_at + last_week * WEEK):
        random = draws(of.seed, "week", week)
        count = poisson(random, of.scale * intake(of.founded_at, start + WEEK / 2))
        moments = sorted(start + between(random, 0, 7) for _ in range(count))
        yield from ((f"{week}-{number}", moment) for number, moment in enumerate(moments))


def _facilitator(
    random: Random, of: World, key: str, moment: datetime, earlier: Sequence[Circle], openings: Sequence[datetime]
) -> Person:
    """Somebody who was a member before, somebody who facilitates already, or somebody new."""
    roll = random.random()
    if roll < world.FACILITATOR_IS_ALUMNUS:
        experienced = bisect_right(openings, moment - timedelta(days=80))
        alumnus = _alumnus(random, earlier[:experienced], moment)
        if alumnus:
            return alumnus
    elif roll < world.FACILITATOR_IS_ALUMNUS + world.FACILITATOR_RETURNS and earlier:
        recent = [circle.groups[0].facilitator for circle in earlier[-max(20, len(earlier) // 4) :]]
        colleague = random.choice(recent)
        if colleague.is_there(moment) and recent.count(colleague) < world.CIRCLES_AT_ONCE:
            return colleague
    return person(random, of.seed, f"{key}/facilitator", moment - between(random, 1, 60))


def _alumnus(random: Random, experienced: Sequence[Circle], moment: datetime) -> Person | None:
    for _ in range(12 if experienced else 0):
        group = random.choice(experienced).groups[0]
        graduated = group.life.graduated_at is not None and group.life.graduated_at <= moment
        candidates = [who for who in group.members if who.is_there(moment)]
        if graduated and candidates:
            return random.choice(candidates)
    return None


def _habits(random: Random) -> Habits:
    city, province = places.place(random)
    return Habits(
        title=f"{random.choice(places.VIRTUES)} {random.randint(1, 60)}",
        city=city,
        province=province,
        weekday=weighted(random, world.WEEKDAY),
        starts=weighted(random, world.STARTING_TIME),
        cadence_days=weighted(random, world.CADENCE_DAYS),
    )


def _groups(random: Random, of: World, key: str, opens_at: datetime, facilitator: Person) -> Iterator[Group]:
    """The circle's groups, one course after the other, for as long as it keeps going."""
    habits = _habits(random)
    outside = traps.happens(random, "outside the curriculum")
    course: Course | None = weighted(random, world.OUTSIDE if outside else world.FIRST_COURSE)
    after, carried = opens_at + between(random, 8, 28), list[Person]()
    while course:
        group = _group(random, of, key, course, habits, opens_at, after, facilitator, carried)
        yield group
        graduated_at = group.life.graduated_at
        if graduated_at is None or random.random() >= course.continues:
            return
        course = _next_course(random, course)
        after = graduated_at + _gap(random)
        opens_at = after - between(random, 6, 26)
        carried = [who for who in group.members if who.is_there(after) and random.random() < world.MEMBER_MOVES_ON]
        facilitator = _successor(random, of, group, opens_at)


def _next_course(random: Random, course: Course) -> Course | None:
    step = 2 if traps.happens(random, "skipped course") else 1
    following = CURRICULUM.index(course) + step
    return CURRICULUM[following] if following < len(CURRICULUM) else None


def _gap(random: Random) -> timedelta:
    """Time from a graduation to the next start: weeks, seldom more than a season, sometimes less than nothing."""
    if traps.happens(random, "started before graduation"):
        return -between(random, 8, 40)
    if traps.happens(random, "continued after 90 days"):
        return between(random, 85, 170)
    return days(random.triangular(4, 84, 18))


def _successor(random: Random, of: World, group: Group, moment: datetime) -> Person:
    if random.random() >= world.FACILITATOR_HANDS_OVER and group.facilitator.is_there(moment):
        return group.facilitator
    heirs = [who for who in group.members if who.is_there(moment)]
    return random.choice(heirs) if heirs else person(random, of.seed, f"{group.key}/successor", moment)


def _group(
    random: Random,
    of: World,
    key: str,
    course: Course,
    habits: Habits,
    opens_at: datetime,
    after: datetime,
    facilitator: Person,
    carried: Sequence[Person],
) -> Group:
    name = f"{key}/{course.hangout}"
    life = live(random, course, habits, after)
    unset = traps.happens(random, "null hangoutId")
    set_late = unset and traps.happens(random, "hangoutId set late")
    return Group(
        key=name,
        id=identifier(of.seed, "HangoutGroup", name),
        course=course,
        edition=edition(of, course, opens_at),
        hangout=None if unset else edition(of, course, opens_at),
        hangout_set_at=opens_at + between(random, 40, 120) if set_late else None,
        habits=habits,
        created_at=opens_at,
        life=life,
        seats=set_table(random, of.seed, name, opens_at, life.first_met_at or after, facilitator, carried),
        facilitator=facilitator,
    )


def edition(of: World, course: Course, moment: datetime) -> str:
    """The Hangout of a course at a time: the first course was once rewritten under the same name."""
    if course is world.AQIDAH and moment < of.founded_at + timedelta(days=world.FIRST_EDITION_DAYS):
        return world.FIRST_EDITION
    return course.hangout
