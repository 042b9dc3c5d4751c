"""The thirteen views of the Engagement Panel, computed from the raw rows in plain Python, slowly and without SQL.

Written from the contract's sentences alone, so that a misreading shows as a disagreement with the warehouse. The rules
of the organisation are arguments.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from db.rules.values import WEEKDAYS
from tests.oracle.arithmetic import percentile, rounded
from tests.oracle.engagement.academy import Academy, Student
from tests.oracle.rules import Rules

Row = tuple[Any, ...]

DAY, HOUR, SECOND = timedelta(days=1), timedelta(hours=1), timedelta(seconds=1)
DAYPARTS = ("morning_08_12", "afternoon_12_17", "evening_17_20")


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
    rules: Rules

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.rules["time_zone"])

    def clock(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone)

    def local_day(self, moment: datetime) -> date:
        return self.clock(moment).date()

    @cached_property
    def students(self) -> dict[str, Student]:
        return {
            student.id: student
            for student in self.academy.students.values()
            if student.deleted_at is None and self.local_day(student.created_at) <= self.today
        }

    @cached_property
    def check_ins(self) -> list[Any]:
        return [
            row
            for row in self.academy.check_ins.values()
            if row.student_id in self.students and self.local_day(row.checked_in_at) <= self.today
        ]

    @cached_property
    def visit_days(self) -> dict[str, list[date]]:
        days = defaultdict(set)
        for row in self.check_ins:
            days[row.student_id].add(self.local_day(row.checked_in_at))
        return {student: sorted(found) for student, found in days.items()}

    @cached_property
    def presence(self) -> dict[tuple[date, int], list[timedelta]]:
        """Pieces of check-ins by local date and hour."""
        found = defaultdict(list)
        for row in self.check_ins:
            longest = self.rules["longest_stay_hours"] * HOUR
            if row.checked_out_at is None or not timedelta(0) < row.checked_out_at - row.checked_in_at <= longest:
                continue
            came, went = row.checked_in_at.astimezone(UTC), row.checked_out_at.astimezone(UTC)
            while came < went:
                # Elapsed time, cut where the clock shows another hour.
                until, clock = min(self.end_of_hour(came), went), self.clock(came)
                if clock.date() <= self.today:
                    found[clock.date(), clock.hour].append(until - came)
                came = until
        return found

    def end_of_hour(self, moment: datetime) -> datetime:
        """When the clock next shows another hour, because this one is over or clocks are changed."""
        clock = self.clock(moment)
        ends = moment + HOUR - (clock - clock.replace(minute=0, second=0, microsecond=0))
        if self.clock(ends).utcoffset() == clock.utcoffset():
            return ends
        changes = moment.replace(microsecond=0) + SECOND
        while self.clock(changes).utcoffset() == clock.utcoffset():
            changes += SECOND
        return changes

    @cached_property
    def last_days(self) -> list[date]:
        return [self.today - number * DAY for number in range(self.rules["trend_days"] - 1, -1, -1)]

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
        return sum(self.local_day(row.checked_in_at) in wanted for row in self.check_ins)

    def days_away(self, student: Student) -> int:
        days = self.visit_days.get(student.id)
        return (self.today - (days[-1] if days else self.local_day(student.created_at))).days

    def gaps(self, level: str | None = None) -> list[int]:
        return [
            (later - earlier).days
            for student, days in self.visit_days.items()
            if level is None or self.students[student].level == level
            for earlier, later in pairwise(days)
        ]


def active_counts(panel: Panel) -> list[Row]:
    return [tuple(panel.within(days) for days in panel.rules["active_windows"])]


def inactive_counts(panel: Panel) -> list[Row]:
    away = [panel.days_away(student) for student in panel.students.values()]
    return [tuple(sum(days >= least for days in away) for least in panel.rules["inactive_windows"])]


def wau_mau(panel: Panel) -> list[Row]:
    week, month = panel.within(panel.rules["wau_days"]), panel.within(panel.rules["mau_days"])
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
    last_days = [panel.today - number * DAY for number in range(14)]
    spent, spent_before = panel.minutes(last_days[:7]), panel.minutes(last_days[7:])
    return [
        (
            *(now, before, change(now, before)),
            *(int(rounded(spent, 0)), int(rounded(spent_before, 0)), change(spent, spent_before)),
        )
    ]


def weekly_active(panel: Panel) -> list[Row]:
    weeks: dict[date, list[date]] = defaultdict(list)
    first_weekday = WEEKDAYS.index(panel.rules["week_starts_on"])
    for day in panel.last_days:
        weeks[day - (day.weekday() - first_weekday) % 7 * DAY].append(day)
    return [
        (
            begins_on,
            max(map(panel.visitors, days)),
            int(rounded(panel.minutes(days), 0)),
            panel.sessions(days),
            sum(map(panel.visitors, days)),
        )
        for begins_on, days in weeks.items()
    ]


def mau_rolling(panel: Panel) -> list[Row]:
    return [(day, panel.active(day - panel.rules["mau_days"] * DAY, day - DAY)) for day in panel.last_days]


def hour_split(panel: Panel) -> list[Row]:
    parts = zip(DAYPARTS, panel.rules["dayparts"], strict=True)
    return [(part, rounded(panel.minutes(panel.last_days, range(*hours)))) for part, hours in parts]


def heatmap(panel: Panel) -> list[Row]:
    cells = []
    for weekday in range(1, 8):
        days = [day for day in panel.last_days if day.isoweekday() == weekday]
        for hour in range(24):
            minutes = int(rounded(panel.minutes(days, [hour]), 0))
            if minutes > 0:
                cells.append((weekday, hour, minutes))
    return cells


def dau(panel: Panel) -> list[Row]:
    return [(day, panel.visitors(day), rounded(panel.minutes([day]))) for day in panel.last_days]


def inactive_roster(panel: Panel) -> list[Row]:
    latest: dict[str, datetime] = {}
    for row in panel.check_ins:
        latest[row.student_id] = max(row.checked_in_at, latest.get(row.student_id, row.checked_in_at))
    return [
        (student.id, student.full_name, student.level, latest.get(student.id), panel.days_away(student))
        for student in panel.students.values()
        if panel.days_away(student) >= panel.rules["roster_days"]
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


def compute(academy: Academy, today: date, rules: Rules) -> dict[str, Any]:
    """Every view's rows, in the contract's column order; as a multiset where the contract fixes no order."""
    panel = Panel(academy, today, rules)
    return {view: Counter(rows_of(panel)) if view in UNORDERED else rows_of(panel) for view, rows_of in VIEWS.items()}
