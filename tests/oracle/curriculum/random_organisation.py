"""Small, nasty organisations: every rule's boundary is likely, and nothing is tidy.

A drawn shape and one seed determine the whole organisation, so that an example is built in a few milliseconds.
"""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from tests.oracle.curriculum.groups import Course, Rules
from tests.oracle.curriculum.organisation import Attendance, Episode, Group, Hangout, Membership, Organisation, User

EMAILS = (None, "", " ", "\t", "@x.org", " @x.org", "ana@x.org", "budi@y.org", "no-at-sign", "Citra.D@x.org")
PUBLIC_IDS = (None, None, "", "  ", "public-7")
LOCAL_TIMES = (
    time(0, 0),
    time(0, 0, 0, 1000),
    time(6, 59, 59, 999000),
    time(7, 0),
    time(12, 30),
    time(19, 0),
    time(23, 59, 59, 999000),
)
DAYS_SINCE_LAST_MEETING = (0, 1, 14, 27, 28, 28, 29, 29, 30, 44, 45, 46, 70, 200)
DAYS_FROM_GRADUATION_TO_START = (-40, -1, -1, -1, 0, 0, 1, 30, 90, 90, 91)
DAYS_TO_GRADUATE = (
    (0, 1, 10, 56, 56, 60, 63, 90, 300),
    (9, 12, 12, 12, 12, 14, 14, 14, 17, 18),  # quartiles of 12 and 14 put the fences on 9 and 17
)
# With a core of two: all of both groups are shared, two of three, of four (half), of five (too few).
NEWCOMERS = ((0, 0), (0, 1), (2, 2), (2, 2), (2, 3), (3, 3), (3, 3))
OUTSIDE_THE_CURRICULUM = ("ngeshare sesi aqidah", "Ngeshare Sesi Hijrah ", "Ngeshare Sesi", "Book club")
PLACES = (None, "", "Bandung", "Jawa Barat")


@dataclass(frozen=True)
class Shape:
    """What a test draws; the seed decides the rest."""

    seed: int
    users: int
    chains: tuple[tuple[int, ...], ...]  # per facilitator: the courses that the groups took one after the other
    lone_groups: int
    anchor: date  # the day around which things happen
    disorder: float  # how often a row is faulty
    unfinished: float = 0.5  # how often the last group of a chain has not graduated
    rules: Rules = field(default_factory=Rules)

    def course(self, place: int) -> Course:
        """A course by its place, from 1; whoever has fewer begins again."""
        return self.rules.courses[(place - 1) % len(self.rules.courses)]


class Author:
    """Writes rows into an organisation and numbers their ids."""

    def __init__(self, shape: Shape) -> None:
        self.random = Random(shape.seed)
        self.shape = shape
        self.organisation = Organisation()
        self.hangouts_of: dict[str, list[Hangout]] = {}
        self.episode_ids: dict[tuple[str, int], str] = {}
        self.days_to_graduate = self.random.choice(DAYS_TO_GRADUATE)
        active, gap = shape.rules.active_days, shape.rules.continuity_days
        self.days_silent = (*DAYS_SINCE_LAST_MEETING, active, active, active + 1, active + 1)
        self.days_between = (*DAYS_FROM_GRADUATION_TO_START, gap, gap + 1)
        self.user_ids = [self.add_user() for _ in range(shape.users)]
        self.add_hangouts()

    def faulty(self, times: float = 1.0) -> bool:
        return self.random.random() < self.shape.disorder * times

    def record_id(self, prefix: str, rows: list[object]) -> str:
        """Ids that do not follow the order of writing, so that a tie is broken by the id and by nothing else."""
        return f"{prefix}{self.random.randrange(10_000):04d}x{len(rows):04d}"

    def moment(self, day: date) -> datetime:
        return datetime.combine(day, self.random.choice(LOCAL_TIMES), ZoneInfo(self.shape.rules.time_zone)).astimezone(
            UTC
        )

    def days_before(self, days: int) -> date:
        return self.shape.anchor - timedelta(days=days)

    def add_user(self) -> str:
        deleted_on = self.days_before(self.random.choice((400, 3, 0, -9)))
        deleted = self.moment(deleted_on) if self.faulty() else None
        number = len(self.organisation.users)
        self.organisation.users.append(User(f"u{number:02d}", self.random.choice(EMAILS), deleted))
        return f"u{number:02d}"

    def add_hangouts(self) -> None:
        courses = self.shape.rules.courses
        names = [course.name for course in courses] + [self.random.choice(OUTSIDE_THE_CURRICULUM)]
        names += [self.random.choice(courses).name] if self.random.random() < 0.5 else []
        for number, name in enumerate(names):
            hangout = Hangout(f"h{number}", name)
            self.organisation.hangouts.append(hangout)
            self.hangouts_of.setdefault(name, []).append(hangout)

    def add_group(self, hangout: Hangout | None, created_on: date) -> Group:
        number = len(self.organisation.groups)
        group = Group(
            f"g{self.random.randrange(100):02d}x{number:02d}",
            f"Group {number}",
            hangout.id if hangout else None,
            self.moment(created_on),
            self.random.choice(PLACES),
            self.random.choice(PLACES),
        )
        self.organisation.groups.append(group)
        return group

    def add_membership(self, group: Group, user_id: str | None, role: str, joined_on: date) -> None:
        joined_at = None if self.faulty(0.5) else self.moment(joined_on)
        membership = Membership(
            self.record_id("m", list(self.organisation.memberships)),
            role,
            group.id,
            None if self.faulty(0.3) else user_id,
            joined_at,
            self.random.choice(PUBLIC_IDS),
            self.random.choice(EMAILS),
        )
        self.organisation.memberships.append(membership)
        if self.faulty():
            joined_again = self.moment(joined_on + timedelta(days=self.random.choice((-30, 0, 1))))
            twin = replace(
                membership,
                id=self.record_id("m", list(self.organisation.memberships)),
                joined_at=joined_at if self.random.random() < 0.5 else joined_again,
                public_id=self.random.choice(PUBLIC_IDS),
                user_email=self.random.choice(EMAILS),
            )
            self.organisation.memberships.append(twin)

    def episode_id(self, hangout_id: str, order: int) -> str:
        key = (hangout_id, order)
        if key not in self.episode_ids:
            self.episode_ids[key] = f"e{hangout_id}-{order}"
            self.organisation.episodes.append(Episode(self.episode_ids[key], hangout_id, order))
        return self.episode_ids[key]

    def add_meeting(self, group: Group, day: date, order: int, attendees: list[str]) -> None:
        hangout_id = group.hangout_id or "h0"
        for user_id in attendees:
            attendance = Attendance(
                self.record_id("a", list(self.organisation.attendances)),
                self.moment(day),
                self.episode_id(hangout_id, order),
                group.id,
                user_id,
            )
            self.organisation.attendances.append(attendance)

    def some_users(self, most: int) -> list[str]:
        return self.random.sample(self.user_ids, min(len(self.user_ids), self.random.randint(1, most)))

    def hangout_for(self, course: Course) -> Hangout:
        return self.random.choice(self.hangouts_of[course.name])


def random_organisation(shape: Shape) -> Organisation:
    author = Author(shape)
    for sequence in shape.chains:
        add_chain(author, sequence)
    for _ in range(shape.lone_groups):
        add_lone_group(author)
    add_strays(author)
    return author.organisation


def add_chain(author: Author, sequence: tuple[int, ...]) -> None:
    """One facilitator and a core of members, course after course, each near a boundary of linking."""
    random = author.random
    people = random.sample(author.user_ids, len(author.user_ids))
    facilitator, others = people[0] if people else None, people[1:]
    core = others[: random.choice((1, 2, 2, 2, 2, 2, 2, 3, 4))]
    if facilitator and random.random() < 0.1:
        core.append(facilitator)
    newcomers, newcomers_a_group = others[len(core) :], random.choice(NEWCOMERS)
    finished_on = author.days_before(random.choice((60, 100, 200, 200, 300, 500)))
    for number, place in enumerate(sequence):
        course = author.shape.course(place)
        started_on = finished_on + timedelta(days=random.choice(author.days_between))
        group = author.add_group(author.hangout_for(course), started_on - timedelta(days=random.randint(-2, 20)))
        joining = newcomers_a_group[number % 2]
        seat(author, group, facilitator, core + newcomers[:joining], started_on)
        newcomers = newcomers[joining:] + newcomers[:joining]
        if number == len(sequence) - 1 and random.random() < author.shape.unfinished:
            add_unfinished_meetings(author, group, course, started_on)
        else:
            graduated_on = add_meetings_until_graduation(author, group, course, started_on)
            # Now and then the next group follows an earlier one again, so that one group has two successors.
            finished_on = graduated_on if number == 0 or random.random() < 0.7 else finished_on


def seat(author: Author, group: Group, facilitator: str | None, members: list[str], started_on: date) -> None:
    random = author.random
    if facilitator and not author.faulty(0.5):
        author.add_membership(group, facilitator, "FACILITATOR", started_on - timedelta(days=random.randint(0, 3)))
    if author.user_ids and author.faulty():
        author.add_membership(group, random.choice(author.user_ids), "FACILITATOR", started_on)
    for user_id in members:
        author.add_membership(group, user_id, "MEMBER", started_on + timedelta(days=random.randint(-3, 3)))


def add_meetings_until_graduation(author: Author, group: Group, course: Course, started_on: date) -> date:
    finished_on = started_on + timedelta(days=author.random.choice(author.days_to_graduate))
    if not author.user_ids:
        return finished_on
    days = author.random.sample(range((finished_on - started_on).days + 1), 1)
    episodes = [author.random.randrange(course.max_episodes) for _ in range(2)]
    meetings = [(started_on, episodes[0]), (started_on + timedelta(days=days[0]), episodes[1])]
    last_episode = course.max_episodes + (author.random.choice((1, 3)) if author.faulty() else 0)
    meetings.append((finished_on, last_episode))
    if author.random.random() < 0.3:
        meetings.append((finished_on + timedelta(days=author.random.choice((0, 7, 40))), course.max_episodes - 1))
    for day, episode in meetings:
        author.add_meeting(group, day, episode, author.some_users(3))
    return finished_on


def add_unfinished_meetings(author: Author, group: Group, course: Course, started_on: date) -> None:
    if not author.user_ids or author.random.random() < 0.15:
        return
    last_on = author.days_before(author.random.choice(author.days_silent))
    last_on = max(last_on, started_on)
    reached = author.random.choice((0, 1, 1, 3, course.max_episodes * 7 // 10 + 1, course.max_episodes - 1))
    author.add_meeting(group, started_on, min(1, reached), author.some_users(3))
    author.add_meeting(group, last_on, reached, author.some_users(4))


def add_lone_group(author: Author) -> None:
    """A group on its own: in or out of the curriculum, new, future, never met, without a Hangout."""
    random = author.random
    created_on = author.days_before(random.choice((-2, -1, 0, 1, 27, 28, 28, 29, 29, 60, 400)))
    fate = random.random()
    if fate < 0.1:
        author.add_group(None, created_on)
        return
    outside = [name for name in author.hangouts_of if name in OUTSIDE_THE_CURRICULUM]
    if fate < 0.2:
        hangout, course = author.hangouts_of[outside[0]][0], author.shape.course(1)
    else:
        course = random.choice(author.shape.rules.courses)
        hangout = author.hangout_for(course)
    group = author.add_group(hangout, created_on)
    seat(author, group, random.choice([None, *author.user_ids]), author.some_users(4), created_on)
    if fate > 0.9:
        add_meetings_until_graduation(author, group, course, created_on)
    elif fate > 0.45:
        add_unfinished_meetings(author, group, course, created_on)


def add_strays(author: Author) -> None:
    """Rows that must not count or that move a boundary: future ones, other Hangouts' episodes, both roles."""
    random, groups = author.random, author.organisation.groups
    for group in groups:
        if not author.user_ids:
            return
        if author.faulty():
            other = random.choice(author.organisation.hangouts)
            wrong = replace(group, hangout_id=other.id)
            author.add_meeting(wrong, author.days_before(random.randint(-3, 90)), 9, author.some_users(2))
        if author.faulty():
            future = author.shape.rules.local_date(group.created_at) + timedelta(days=random.randint(0, 800))
            author.add_meeting(group, future, random.randint(0, 12), author.some_users(2))
        if author.faulty():
            joined_on = author.days_before(random.choice((-1, 0, 200, 900)))
            role = random.choice(("MEMBER", "FACILITATOR"))
            author.add_membership(group, random.choice(author.user_ids), role, joined_on)
