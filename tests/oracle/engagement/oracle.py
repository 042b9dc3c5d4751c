"""The thirteen views of the Engagement Panel, computed from the raw rows in plain Python, slowly and without SQL.

Written from the contract's sentences alone, so that a misreading shows as a disagreement with the warehouse.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Any

from tests.oracle.arithmetic import percentile, rounded
from tests.oracle.engagement.academy import GUAYAQUIL, Academy, Student

Row = tuple[Any, ...]

DAY, HOUR, LONGEST = timedelta(days=1), timedelta(hours=1), timedelta(hours=16)
DAYPARTS = {"morning_08_12": range(8, 12), "afternoon_12_17": range(12, 17), "evening_17_20": range(17, 20)}


def local_day(moment: datetime) -> date:
    return moment.astimezone(GUAYAQUIL).date()


def minutes_of(pieces: Iterable[timedelta]) -> Fraction:
    """Exact minutes."""
    microseconds = sum((piece // timedelta(microseconds=1) for piece in pieces), 0)
    return Fraction(microseconds, 60_000_000)


def change(now: Fraction | int, before: Fraction | int) -> Any:
    return rounded(Fraction(now - before) / before, 4) if before else None


@dataclass
class Panel:
    """What exists on a local day."""

    academy: Academy
    today: date

    @cached_property
    def students(self) -> dict[str, Student]:
        return {
            student.id: student
            for student in self.academy.students.values()
            if student.deleted_at is None and local_day(student.created_at) <= self.today
        }

    @cached_property
    def check_ins(self) -> list[Any]:
        return [
            row
            for row in self.academy.check_ins.values()
            if row.student_id in self.students and local_day(row.checked_in_at) <= self.today
        ]

    @cached_property
    def visit_days(self) -> dict[str, list[date]]:
        days = defaultdict(set)
        for row in self.check_ins:
            days[row.student_id].add(local_day(row.checked_in_at))
        return {student: sorted(found) for student, found in days.items()}

    @cached_property
    def presence(self) -> dict[tuple[date, int], list[timedelta]]:
        """Pieces of check-ins by local date and hour."""
        found = defaultdict(list)
        for row in self.check_ins:
            if row.checked_out_at is None or not timedelta(0) < row.checked_out_at - row.checked_in_at <= LONGEST:
                continue
            came, went = row.checked_in_at.astimezone(GUAYAQUIL), row.checked_out_at.astimezone(GUAYAQUIL)
            while came < went:
                next_hour = came.replace(minute=0, second=0, microsecond=0) + HOUR
                if came.date() <= self.today:
                    found[came.date(), came.hour].append(min(next_hour, went) - came)
                came = next_hour
        return found

    @cached_property
    def last_90(self) -> list[date]:
        return [self.today - number * DAY for number in range(89, -1, -1)]

    def active(self, first: date, last: date) -> int:
        return sum(any(first <= day <= last for day in days) for days in self.visit_days.values())

    def within(self, days: int, until: int = 0) -> int:
        """Students active in so many days that end `until` days ago."""
        return self.active(self.today - (until + days - 1) * DAY, self.today - until * DAY)

    def minutes(self, days: Iterable[date], hours: Iterable[int] = range(24)) -> Fraction:
        hours = list(hours)
        return minutes_of(piece for day in days for hour in hours for piece in self.presence.get((day, hour), ()))

    def visitors(self, day: date) -> int:
        return sum(day in days for days in self.visit_days.values())

    def sessions(self, days: Iterable[date]) -> int:
        wanted = set(days)
        return sum(local_day(row.checked_in_at) in wanted for row in self.check_ins)

    def days_away(self, student: Student) -> int:
        days = self.visit_days.get(student.id)
        return (self.today - (days[-1] if days else local_day(student.created_at))).days

    def gaps(self, level: str | None = None) -> list[int]:
        return [
            (later - earlier).days
            for student, days in self.visit_days.items()
            if level is None or self.students[student].level == level
            for earlier, later in pairwise(days)
        ]


def active_counts(panel: Panel) -> list[Row]:
    return [tuple(panel.within(days) for days in (7, 14, 30, 180))]


def inactive_counts(panel: Panel) -> list[Row]:
    away = [panel.days_away(student) for student in panel.students.values()]
    return [tuple(sum(days >= least for days in away) for least in (7, 14, 30, 180))]


def wau_mau(panel: Panel) -> list[Row]:
    week, month = panel.within(7), panel.within(30)
    return [(week, month, rounded(Fraction(week, month), 4) if month else None)]


def avg_days_between_visits(panel: Panel) -> list[Row]:
    def mean(gaps: list[int]) -> Any:
        return rounded(Fraction(sum(gaps), len(gaps))) if gaps else None

    levels = sorted({student.level for student in panel.students.values() if student.level})
    by_level = [("LEVEL", level, mean(panel.gaps(level))) for level in levels if panel.gaps(level)]
    return [("GLOBAL", None, mean(panel.gaps())), *by_level]


def median_days_between_visits(panel: Panel) -> list[Row]:
    gaps = panel.gaps()
    return [(rounded(percentile(gaps, Fraction(1, 2))) if gaps else None,)]


def decline_index(panel: Panel) -> list[Row]:
    now, before = panel.within(7), panel.within(7, until=7)
    spent, spent_before = panel.minutes(panel.last_90[-7:]), panel.minutes(panel.last_90[-14:-7])
    return [
        (
            *(now, before, change(now, before)),
            *(int(rounded(spent, 0)), int(rounded(spent_before, 0)), change(spent, spent_before)),
        )
    ]


def weekly_active(panel: Panel) -> list[Row]:
    weeks: dict[date, list[date]] = defaultdict(list)
    for day in panel.last_90:
        weeks[day - day.weekday() * DAY].append(day)
    return [
        (
            monday,
            max(map(panel.visitors, days)),
            int(rounded(panel.minutes(days), 0)),
            panel.sessions(days),
            sum(map(panel.visitors, days)),
        )
        for monday, days in weeks.items()
    ]


def mau_rolling(panel: Panel) -> list[Row]:
    return [(day, panel.active(day - 30 * DAY, day - DAY)) for day in panel.last_90]


def hour_split(panel: Panel) -> list[Row]:
    return [(part, rounded(panel.minutes(panel.last_90, hours))) for part, hours in DAYPARTS.items()]


def heatmap(panel: Panel) -> list[Row]:
    cells = []
    for weekday in range(1, 8):
        days = [day for day in panel.last_90 if day.isoweekday() == weekday]
        for hour in range(24):
            minutes = int(rounded(panel.minutes(days, [hour]), 0))
            if minutes > 0:
                cells.append((weekday, hour, minutes))
    return cells


def dau(panel: Panel) -> list[Row]:
    return [(day, panel.visitors(day), rounded(panel.minutes([day]))) for day in panel.last_90]


def inactive_roster(panel: Panel) -> list[Row]:
    latest: dict[str, datetime] = {}
    for row in panel.check_ins:
        latest[row.student_id] = max(row.checked_in_at, latest.get(row.student_id, row.checked_in_at))
    return [
        (student.id, student.full_name, student.level, latest.get(student.id), panel.days_away(student))
        for student in panel.students.values()
        if panel.days_away(student) >= 7
    ]


VIEWS = {
    "engagement_active_counts_v": active_counts,
    "engagement_inactive_counts_v": inactive_counts,
    "engagement_wau_mau_v": wau_mau,
    "engagement_avg_days_between_visits_v": avg_days_between_visits,
    "engagement_median_days_between_visits_v": median_days_between_visits,
    "engagement_decline_index_v": decline_index,
    "engagement_weekly_active_90d_v": weekly_active,
    "engagement_mau_rolling_90d_v": mau_rolling,
    "engagement_hour_split_v": hour_split,
    "engagement_hourly_heatmap_90d_v": heatmap,
    "engagement_dau_90d_v": dau,
    "engagement_daily_activity_v": dau,
    "engagement_inactive_roster_v": inactive_roster,
}
UNORDERED = {"engagement_inactive_roster_v"}


def compute(academy: Academy, today: date) -> dict[str, Any]:
    """Every view's rows, in the contract's column order; as a multiset where the contract fixes no order."""
    panel = Panel(academy, today)
    return {view: Counter(rows_of(panel)) if view in UNORDERED else rows_of(panel) for view, rows_of in VIEWS.items()}


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), GUAYAQUIL)
