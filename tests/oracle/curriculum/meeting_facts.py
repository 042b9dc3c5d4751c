"""What the compact table of group meetings must hold after any statement: the raw rows, and what is remembered."""

from collections import defaultdict
from datetime import date, timedelta

from tests.oracle.curriculum.groups import local_date
from tests.oracle.curriculum.organisation import Attendance, Organisation

DAYS_IN_WINDOW = 45

Pair = tuple[str, date]
Meetings = dict[Pair, tuple[int, int]]  # (group, local date): highest episode, attendees


def meetings_after(remembered: Meetings, before: Organisation, after: Organisation, today: date) -> Meetings:
    """Raw rows are the truth where there are any, and inside the window.

    An older meeting without any stays known, unless its attendance was corrected to another day or group.
    """
    held, valid = held_in_raw(after)
    window_start = today - timedelta(days=DAYS_IN_WINDOW)
    lost = held | corrected(before, after)
    kept = {pair: fact for pair, fact in remembered.items() if pair[1] < window_start and pair not in lost}
    return kept | valid


def corrected(before: Organisation, after: Organisation) -> set[Pair]:
    now = {attendance.id: pair_of(attendance) for attendance in after.attendances}
    return {pair_of(row) for row in before.attendances if now.get(row.id, pair_of(row)) != pair_of(row)}


def pair_of(attendance: Attendance) -> Pair:
    return attendance.group_id, local_date(attendance.attended_at)


def held_in_raw(organisation: Organisation) -> tuple[set[Pair], Meetings]:
    hangout_of_group = {group.id: group.hangout_id for group in organisation.groups}
    episodes = {episode.id: episode for episode in organisation.episodes}
    attended: dict[Pair, list[tuple[int, str]]] = defaultdict(list)
    for attendance in organisation.attendances:
        episode = episodes[attendance.episode_id]
        if episode.hangout_id == hangout_of_group[attendance.group_id]:
            attended[pair_of(attendance)].append((episode.order, attendance.user_id))
    valid = {
        pair: (max(order for order, _ in rows), len({user_id for _, user_id in rows}))
        for pair, rows in attended.items()
    }
    return {pair_of(attendance) for attendance in organisation.attendances}, valid
