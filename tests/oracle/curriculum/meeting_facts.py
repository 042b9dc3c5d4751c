"""What the compact table of group meetings must hold after any statement: the raw rows, and what is remembered."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.oracle.curriculum.groups import Rules, joined_first
from tests.oracle.curriculum.organisation import Attendance, Organisation

Pair = tuple[str, date]
Meetings = dict[tuple[str, date, str], tuple[int, int | None, int]]
"""By group, local date and Hangout: highest episode attended, highest reached, attendees."""


@dataclass(frozen=True)
class Memory:
    """The rules in force, what is known of meetings, and which dates a change of rules met without raw attendance."""

    rules: Rules = field(default_factory=Rules)
    meetings: Meetings = field(default_factory=dict)
    spared: frozenset[Pair] = frozenset()

    def after(self, before: Organisation, organisation: Organisation, today: date) -> "Memory":
        """Raw rows are the truth where there are any, and inside the window.

        An older meeting without any stays known, unless its attendance was corrected to another day or group.
        """
        window_start = today - timedelta(days=self.rules.window_days)
        attended = days_attended(organisation, self.rules)
        lost = attended | corrected(before, organisation, self.rules)
        kept = {
            known: fact
            for known, fact in self.meetings.items()
            if known[:2] not in lost and (known[1] < window_start or known[:2] in self.spared)
        }
        return Memory(self.rules, kept | held_in_raw(organisation, self.rules), self.spared - lost)

    def rebuilt(self, organisation: Organisation, today: date) -> "Memory":
        """Archives begin with the oldest: what vanished from among a group's rows was deleted and is forgotten."""
        oldest: dict[str, date] = {}
        attended = days_attended(organisation, self.rules)
        for group_id, day in sorted(attended):
            oldest.setdefault(group_id, day)
        memory = self.after(organisation, organisation, today)
        kept = {
            known: fact
            for known, fact in memory.meetings.items()
            if known[:2] in attended | memory.spared or known[1] <= oldest.get(known[0], date.max)
        }
        return Memory(self.rules, kept, memory.spared)

    def under(self, rules: Rules, organisation: Organisation) -> "Memory":
        """Other rules date anew, and judge anew, what raw rows tell; the rest stays as it was recorded."""
        told = days_attended(organisation, self.rules)
        told_anew = days_attended(organisation, rules)
        left = {known: fact for known, fact in self.meetings.items() if known[:2] not in told}
        kept = {known: fact for known, fact in left.items() if known[:2] not in told_anew}
        concerned = ("time_zone", "reached_by", "window_days")
        is_concerned = any(getattr(rules, name) != getattr(self.rules, name) for name in concerned)
        spared = self.spared | ({known[:2] for known in left} if is_concerned else set())
        return Memory(rules, kept | held_in_raw(organisation, rules), frozenset(spared - told_anew))


def progress_of(memory: Memory, organisation: Organisation, today: date) -> dict[str, tuple[int, int]]:
    """By group: highest episode reached and number of meetings of its present Hangout, up to today."""
    found: dict[str, tuple[int, int]] = {}
    for group in organisation.groups:
        counting = [
            reached
            for (group_id, day, hangout_id), (_, reached, _) in memory.meetings.items()
            if (group_id, hangout_id) == (group.id, group.hangout_id) and day <= today
        ]
        found[group.id] = max((reached for reached in counting if reached is not None), default=0), len(counting)
    return found


def corrected(before: Organisation, after: Organisation, rules: Rules) -> set[Pair]:
    now = {attendance.id: pair_of(attendance, rules) for attendance in after.attendances}
    return {
        pair_of(row, rules) for row in before.attendances if now.get(row.id, pair_of(row, rules)) != pair_of(row, rules)
    }


def pair_of(attendance: Attendance, rules: Rules) -> Pair:
    return attendance.group_id, rules.local_date(attendance.attended_at)


def days_attended(organisation: Organisation, rules: Rules) -> set[Pair]:
    return {pair_of(attendance, rules) for attendance in organisation.attendances}


def held_in_raw(organisation: Organisation, rules: Rules) -> Meetings:
    episodes = {episode.id: episode for episode in organisation.episodes}
    attended: dict[tuple[str, date, str], dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for attendance in organisation.attendances:
        episode = episodes[attendance.episode_id]
        attended[*pair_of(attendance, rules), episode.hangout_id][episode.order].add(attendance.user_id)
    joined = members_by_group(organisation, rules)
    found: Meetings = {}
    for (group_id, day, hangout_id), by_episode in attended.items():
        members = {user_id for user_id, joined_on in joined[group_id].items() if joined_on <= day}
        reached = [order for order, people in by_episode.items() if rules.is_reached(people, members)]
        attendees = set().union(*by_episode.values())
        found[group_id, day, hangout_id] = max(by_episode), max(reached, default=None), len(attendees)
    return found


def members_by_group(organisation: Organisation, rules: Rules) -> dict[str, dict[str, date]]:
    """By group: each member, and the local date of joining first."""
    deleted = {user.id for user in organisation.users if user.deleted_at is not None}
    joined: dict[str, dict[str, date]] = defaultdict(dict)
    counting = (row for row in organisation.memberships if row.joined_at and row.user_id and row.role == "MEMBER")
    for membership in sorted(counting, key=joined_first):
        if membership.user_id not in deleted:
            day = rules.local_date(joined_first(membership)[0])
            joined[membership.group_id].setdefault(str(membership.user_id), day)
    return joined
