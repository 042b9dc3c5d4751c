"""What the compact table of group meetings must hold after any statement: the raw rows, and what is remembered."""

from collections import defaultdict
from datetime import date, timedelta

from tests.oracle.curriculum.groups import local_date
from tests.oracle.curriculum.organisation import Attendance, Organisation

DAYS_IN_WINDOW = 45

Pair = tuple[str, date]
Meetings = dict[tuple[str, date, str], tuple[int, int]]
"""By group, local date and Hangout: highest episode, attendees."""


def meetings_after(remembered: Meetings, before: Organisation, after: Organisation, today: date) -> Meetings:
    """Raw rows are the truth where there are any, and inside the window.

    An older meeting without any stays known, unless its attendance was corrected to another day or group.
    """
    window_start = today - timedelta(days=DAYS_IN_WINDOW)
    lost = days_attended(after) | corrected(before, after)
    kept = {known: fact for known, fact in remembered.items() if known[1] < window_start and known[:2] not in lost}
    return kept | held_in_raw(after)


def meetings_rebuilt(remembered: Meetings, organisation: Organisation, today: date) -> Meetings:
    """Archives begin with the oldest: what vanished from among a group's rows was deleted, and a rebuild forgets it."""
    oldest: dict[str, date] = {}
    for group_id, day in sorted(days_attended(organisation)):
        oldest.setdefault(group_id, day)
    kept = meetings_after(remembered, organisation, organisation, today)
    attended = days_attended(organisation)
    return {
        known: fact
        for known, fact in kept.items()
        if known[:2] in attended or known[1] <= oldest.get(known[0], date.max)
    }


def progress_of(meetings: Meetings, organisation: Organisation, today: date) -> dict[str, tuple[int, int]]:
    """By group: highest episode and number of meetings of the Hangout that it works through now, up to today."""
    found: dict[str, tuple[int, int]] = {}
    for group in organisation.groups:
        counting = [
            episode
            for (group_id, day, hangout_id), (episode, _) in meetings.items()
            if (group_id, hangout_id) == (group.id, group.hangout_id) and day <= today
        ]
        found[group.id] = max(counting, default=0), len(counting)
    return found


def corrected(before: Organisation, after: Organisation) -> set[Pair]:
    now = {attendance.id: pair_of(attendance) for attendance in after.attendances}
    return {pair_of(row) for row in before.attendances if now.get(row.id, pair_of(row)) != pair_of(row)}


def pair_of(attendance: Attendance) -> Pair:
    return attendance.group_id, local_date(attendance.attended_at)


def days_attended(organisation: Organisation) -> set[Pair]:
    return {pair_of(attendance) for attendance in organisation.attendances}


def held_in_raw(organisation: Organisation) -> Meetings:
    episodes = {episode.id: episode for episode in organisation.episodes}
    attended: dict[tuple[str, date, str], list[tuple[int, str]]] = defaultdict(list)
    for attendance in organisation.attendances:
        episode = episodes[attendance.episode_id]
        attended[*pair_of(attendance), episode.hangout_id].append((episode.order, attendance.user_id))
    return {
        meeting: (max(order for order, _ in rows), len({user_id for _, user_id in rows}))
        for meeting, rows in attended.items()
    }
