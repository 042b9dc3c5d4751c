"""The life of one group: when it meets, how far it gets, and when it graduates or gives up."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from sources.demo.chance import days, weighted
from sources.demo.curriculum import traps, world
from sources.demo.curriculum.seasons import JAKARTA, is_quiet
from sources.demo.curriculum.world import Course


@dataclass(frozen=True)
class Habits:
    """What stays the same while a circle moves from course to course."""

    title: str
    city: str | None
    province: str | None
    weekday: int
    starts: tuple[int, int]
    cadence_days: int

    def meeting_on(self, day: date) -> datetime:
        """The moment at which a meeting of that local day starts."""
        return datetime.combine(day, time(*self.starts), JAKARTA).astimezone(UTC)

    def first_day(self, not_before: datetime) -> date:
        """The next local day on which this circle meets."""
        day = not_before.astimezone(JAKARTA).date() + timedelta(days=1)
        return day + timedelta(days=(self.weekday - day.weekday()) % 7)


@dataclass(frozen=True, slots=True)
class Meeting:
    """One evening: its number in the group's life and the episodes that it went through."""

    number: int
    starts_at: datetime
    episodes: tuple[int, ...]


@dataclass(frozen=True)
class Life:
    """All meetings of a group, and when it graduated if it ever did."""

    meetings: tuple[Meeting, ...]
    graduated_at: datetime | None

    @property
    def first_met_at(self) -> datetime | None:
        return self.meetings[0].starts_at if self.meetings else None

    @property
    def last_met_at(self) -> datetime | None:
        return self.meetings[-1].starts_at if self.meetings else None


@dataclass
class _Course:
    """The walk through a course while it is being planned."""

    random: Random
    habits: Habits
    day: date
    meetings: list[Meeting] = field(default_factory=list)

    def meet(self, *episodes: int) -> None:
        starts_at = self.habits.meeting_on(self.day) + days(self.random.uniform(-4, 6) / 1440)
        self.meetings.append(Meeting(len(self.meetings), starts_at, episodes))
        self.day = _next_day(self.random, self.habits, self.day)

    def walk(self, first: int, last: int) -> None:
        """Meets until the last episode is reached, now and then twice for one or once for two."""
        episode = first
        while episode <= last:
            if episode < last and self.random.random() < world.TWO_EPISODES_AT_ONCE:
                self.meet(episode, episode + 1)
                episode += 2
                continue
            self.meet(episode)
            if episode == last or self.random.random() >= world.REPEATS_AN_EPISODE:
                episode += 1


def _next_day(random: Random, habits: Habits, day: date) -> date:
    day += timedelta(days=habits.cadence_days)
    if random.random() < world.LONG_PAUSE:
        day += timedelta(days=7 * random.randint(3, 5))
    while random.random() < (world.SKIPS_A_QUIET_WEEK if is_quiet(day) else world.SKIPS_A_WEEK):
        day += timedelta(days=min(7, habits.cadence_days))
    return day


def _gives_up_after(random: Random, course: Course) -> int:
    weights = [(episode, weight) for episode, weight in enumerate(course.gives_up_after, start=1)]
    return weighted(random, weights)


def live(random: Random, course: Course, habits: Habits, first_meeting_after: datetime) -> Life:
    """Plans a group's whole life."""
    if random.random() < world.NEVER_MEETS:
        return Life((), None)
    walk = _Course(random, habits, habits.first_day(first_meeting_after))
    if random.random() < world.INTRODUCTION_FIRST:
        walk.meet(0)
    if random.random() >= course.graduates:
        reached = _gives_up_after(random, course)
        walk.walk(1, reached)
        if random.random() >= world.REVIVES:
            return Life(tuple(walk.meetings), None)
        walk.day += timedelta(days=7 * random.randint(5, 11))
        walk.walk(reached + 1, course.episodes)
    else:
        walk.walk(1, course.episodes)
    graduated_at = walk.meetings[-1].starts_at
    return Life(tuple(_celebrates(random, walk, course)), graduated_at)


def _celebrates(random: Random, walk: _Course, course: Course) -> Iterator[Meeting]:
    yield from walk.meetings
    if traps.happens(random, "episode above the last"):
        extra = replace(walk.meetings[-1], number=len(walk.meetings), episodes=(course.episodes + 1,))
        yield replace(extra, starts_at=walk.habits.meeting_on(walk.day))
