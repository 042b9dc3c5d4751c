"""What the contract says about one group at a time: who leads it, when it met, what its status is today."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from tests.oracle.arithmetic import rounded
from tests.oracle.curriculum.organisation import Group, Membership, Organisation, User

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Course:
    name: str
    max_episodes: int
    sequence: int


CURRICULUM = (
    Course("Ngeshare Sesi Aqidah", 9, 1),
    Course("Ngeshare Sesi Hijrah", 9, 2),
    Course("Ngeshare Sesi Sejarah", 11, 3),
    Course("Ngeshare Sesi Dakwah", 7, 4),
)


@dataclass(frozen=True)
class Rules:
    """What an organisation sets, by the names of its file; by default what the contract says without one."""

    time_zone: str = "Asia/Jakarta"
    active_days: int = 28
    rescue_percent: Decimal = Decimal(70)
    continuity_days: int = 90
    shared_members: int = 2
    overlap_percent: Decimal = Decimal(50)
    outlier_fence: Decimal = Decimal("1.5")
    window_days: int = 45
    reached_by: str = "anyone"
    courses: tuple[Course, ...] = CURRICULUM

    def local_date(self, moment: datetime) -> date:
        return moment.astimezone(ZoneInfo(self.time_zone)).date()

    def is_reached(self, attendees: set[str], members: set[str]) -> bool:
        """Whether an episode is, given who attended it on one date and who was a member by then."""
        if self.reached_by.endswith(" %"):
            least = Fraction(self.reached_by.removesuffix(" %"))
            return not members or Fraction(100 * len(attendees & members), len(members)) >= least
        return len(attendees) >= (1 if self.reached_by == "anyone" else int(self.reached_by.split()[0]))

    def values(self) -> Mapping[str, Any]:
        """As they are put in force."""
        courses = [{"name": course.name, "episodes": course.max_episodes} for course in self.courses]
        return {f"ngeshare.{key}": value for key, value in vars(self).items()} | {"ngeshare.courses": courses}


def name_before_at(email: str | None) -> str | None:
    return present((email or "").split("@")[0])


def present(text: str | None) -> str | None:
    """Blank text counts as missing."""
    return text if text is not None and text.strip() else None


def joined_first(membership: Membership) -> tuple[datetime, str]:
    assert membership.joined_at is not None
    return membership.joined_at, membership.id


def display_name(user: User, membership: Membership) -> str:
    return (
        name_before_at(user.email) or name_before_at(membership.user_email) or present(membership.public_id) or user.id
    )


class CurriculumGroup:
    """A group in the curriculum with its memberships and its valid attendance up to today."""

    def __init__(self, group: Group, course: Course, today: date, rules: Rules) -> None:
        self.group = group
        self.id = group.id
        self.course = course
        self.today = today
        self.rules = rules
        self.memberships: list[Membership] = []
        self.attended: list[tuple[date, int, str]] = []  # local date, episode, user

    def memberships_as(self, role: str) -> list[Membership]:
        return sorted((m for m in self.memberships if m.role == role), key=joined_first)

    def users_as(self, role: str) -> set[str]:
        return {str(membership.user_id) for membership in self.memberships_as(role)}

    @property
    def facilitation(self) -> Membership | None:
        candidates = self.memberships_as("FACILITATOR")
        return candidates[0] if candidates else None

    @property
    def facilitator_id(self) -> str | None:
        return self.facilitation.user_id if self.facilitation else None

    @property
    def meeting_dates(self) -> list[date]:
        return sorted({day for day, _, _ in self.attended})

    @property
    def started_on(self) -> date | None:
        return min(self.meeting_dates, default=None)

    @property
    def last_met_on(self) -> date | None:
        return max(self.meeting_dates, default=None)

    @property
    def days_inactive(self) -> int | None:
        return (self.today - self.last_met_on).days if self.last_met_on else None

    @property
    def highest_attended(self) -> int:
        return max((episode for _, episode, _ in self.attended), default=0)

    @property
    def reached(self) -> list[tuple[date, int]]:
        """Local dates and the episodes that enough of the right people attended on them."""
        together: dict[tuple[date, int], set[str]] = defaultdict(set)
        for day, episode, user_id in self.attended:
            together[day, episode].add(user_id)
        return [
            (day, episode)
            for (day, episode), attendees in together.items()
            if self.rules.is_reached(attendees, self.members_on(day))
        ]

    def members_on(self, day: date) -> set[str]:
        return {
            str(membership.user_id)
            for membership in self.memberships_as("MEMBER")
            if self.rules.local_date(joined_first(membership)[0]) <= day
        }

    @property
    def highest_episode(self) -> int:
        return max((episode for _, episode in self.reached), default=0)

    @property
    def graduated_on(self) -> date | None:
        return min((day for day, episode in self.reached if episode >= self.course.max_episodes), default=None)

    @property
    def status(self) -> str:
        if self.graduated_on is not None:
            return "GRADUATED"
        if self.days_inactive is not None:
            return "ACTIVE" if self.days_inactive <= self.rules.active_days else "STALLED"
        created_days_ago = (self.today - self.rules.local_date(self.group.created_at)).days
        return "NOT_STARTED" if created_days_ago <= self.rules.active_days else "STALLED"

    @property
    def progress(self) -> Fraction:
        return min(Fraction(100), Fraction(100 * self.highest_episode, self.course.max_episodes))

    def attended_lately(self, user_id: str) -> bool:
        days = [day for day, _, attendee in self.attended if attendee == user_id]
        return bool(days) and (self.today - max(days)).days <= self.rules.active_days


class Programme:
    """The part of an organisation that views may see, as of one moment."""

    def __init__(self, organisation: Organisation, as_of: datetime | date, rules: Rules) -> None:
        self.rules = rules
        self.today = rules.local_date(as_of) if isinstance(as_of, datetime) else as_of
        self.users = {user.id: user for user in organisation.users}
        courses = {course.name: course for course in rules.courses}
        hangouts = {hangout.id: hangout for hangout in organisation.hangouts}
        self.groups: dict[str, CurriculumGroup] = {}
        for group in organisation.groups:
            hangout = hangouts.get(group.hangout_id or "")
            if hangout and hangout.name in courses and rules.local_date(group.created_at) <= self.today:
                self.groups[group.id] = CurriculumGroup(group, courses[hangout.name], self.today, rules)
        self._seat_members(organisation)
        self._record_attendance(organisation)

    def _seat_members(self, organisation: Organisation) -> None:
        for membership in organisation.memberships:
            if membership.group_id not in self.groups:
                continue
            if membership.joined_at is None or membership.user_id is None:
                continue
            if self.rules.local_date(membership.joined_at) > self.today:
                continue
            if self.users[membership.user_id].deleted_at is not None:
                continue
            self.groups[membership.group_id].memberships.append(membership)

    def _record_attendance(self, organisation: Organisation) -> None:
        episodes = {episode.id: episode for episode in organisation.episodes}
        for attendance in organisation.attendances:
            group = self.groups.get(attendance.group_id)
            episode = episodes[attendance.episode_id]
            day = self.rules.local_date(attendance.attended_at)
            if group and episode.hangout_id == group.group.hangout_id and day <= self.today:
                group.attended.append((day, episode.order, attendance.user_id))

    def all_groups(self) -> list[CurriculumGroup]:
        return list(self.groups.values())

    def groups_of(self, course: Course) -> list[CurriculumGroup]:
        return [group for group in self.all_groups() if group.course == course]

    def memberships_by_user(self, role: str) -> dict[str, list[Membership]]:
        """Each user's memberships in one role, over all curriculum groups, the earliest first."""
        by_user: dict[str, list[Membership]] = defaultdict(list)
        for group in self.all_groups():
            for membership in group.memberships_as(role):
                by_user[str(membership.user_id)].append(membership)
        return {user_id: sorted(rows, key=joined_first) for user_id, rows in by_user.items()}

    def name(self, membership: Membership) -> str:
        return display_name(self.users[str(membership.user_id)], membership)

    def facilitator_name(self, group: CurriculumGroup) -> str | None:
        return self.name(group.facilitation) if group.facilitation else None

    def facilitator_contact(self, group: CurriculumGroup) -> str | None:
        if group.facilitation is None:
            return None
        user = self.users[str(group.facilitation.user_id)]
        return present(user.email) or present(group.facilitation.user_email)


def group_summary(programme: Programme) -> list[Row]:
    return [
        (
            group.id,
            group.group.name,
            group.course.name,
            group.course.max_episodes,
            group.facilitator_id,
            programme.facilitator_name(group),
            len(group.users_as("MEMBER")),
            group.group.created_at,
            group.facilitation is None,
            len(group.users_as("FACILITATOR")) > 1,
            group.group.city,
            group.group.province,
        )
        for group in programme.all_groups()
    ]


def group_progress(programme: Programme) -> list[Row]:
    return [
        (
            group.id,
            group.highest_episode,
            group.started_on,
            group.last_met_on,
            len(group.meeting_dates),
            group.days_inactive,
            group.graduated_on,
        )
        for group in programme.all_groups()
    ]


def group_status(programme: Programme) -> list[Row]:
    return [
        (group.id, group.course.name, group.status, rounded(group.progress), group.days_inactive)
        for group in programme.all_groups()
    ]


def rescue_list(programme: Programme) -> list[Row]:
    """All but the last column: `reason` is free text."""
    rescuable = [
        group
        for group in programme.all_groups()
        if group.status == "STALLED" and group.attended and rounded(group.progress) >= programme.rules.rescue_percent
    ]
    rescuable.sort(key=lambda group: (group.days_inactive, group.id))
    return [
        (
            group.id,
            group.group.name,
            group.course.name,
            group.facilitator_id,
            programme.facilitator_name(group),
            programme.facilitator_contact(group),
            group.last_met_on,
            group.days_inactive,
            group.highest_episode,
            group.course.max_episodes - group.highest_episode,
            rounded(group.progress),
            len(group.users_as("MEMBER")),
            group.group.city,
            group.group.province,
        )
        for group in rescuable
    ]
