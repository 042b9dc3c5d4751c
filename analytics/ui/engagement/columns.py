"""What each table of the Engagement Panel shows."""

from datetime import datetime

from analytics.ui import clocks, numbers, rules
from analytics.ui.curriculum.columns import yes_no
from analytics.ui.engagement import words
from analytics.ui.i18n import gettext as _
from analytics.ui.tables import Column, Columns
from analytics.zones import zone_of


def zone() -> str:
    """On whose clock these moments are."""
    return zone_of("mgmt")


def windows() -> Columns:
    """Active students by window."""
    return {
        "window_days": Column(_("Window"), numbers.days),
        "active_students": Column(_("Active students"), numbers.whole),
        "active_students_before": Column(_("In as many days before"), numbers.whole),
    }


def stickiness() -> Columns:
    """The week over the month."""
    return {
        "wau": Column(rules.filled(_("Students, last {academy.wau_days:days}")), numbers.whole),
        "mau": Column(rules.filled(_("Students, last {academy.mau_days:days}")), numbers.whole),
        "wau_mau_ratio": Column(_("WAU/MAU"), numbers.share),
        "wau_mau_ratio_before": Column(rules.filled(_("{academy.wau_days:days} before")), numbers.share),
    }


def median() -> Columns:
    """The gap in the middle."""
    return {"median_days_between_visits": Column(_("Median days between visits"), numbers.decimal)}


def buckets() -> Columns:
    """Inactive students by bucket."""
    return {
        "inactive_days": Column(_("Away for at least"), numbers.days),
        "students": Column(_("Students"), numbers.whole),
    }


def roster() -> Columns:
    """Inactive students by name."""
    return {
        "full_name": Column(_("Student")),
        "level": Column(_("Level")),
        "last_check_in_at": Column(clocks.heading(_("Last check-in"), zone()), local_moment),
        "days_inactive": Column(_("Away"), numbers.days),
        "student_id": Column(_("Id")),
    }


def present() -> Columns:
    """Who was there in an hour."""
    return {
        "full_name": Column(_("Student")),
        "level": Column(_("Level")),
        "on_day": Column(_("Day"), numbers.day),
        "checked_in_at": Column(clocks.heading(_("Came"), zone()), local_time),
        "checked_out_at": Column(clocks.heading(_("Left"), zone()), local_time),
        "minutes": Column(_("Minutes in this hour"), numbers.whole),
        "student_id": Column(_("Id")),
    }


def gaps() -> Columns:
    """Mean days between visits."""
    return {
        "level": Column(_("Level"), words.level),
        "avg_days_between_visits": Column(_("Days between visits"), numbers.decimal),
        "gaps": Column(_("Gaps counted"), numbers.whole),
    }


def decline() -> Columns:
    """The last week against the one before."""
    return {
        "active_students_7d": Column(_("Students, last 7 days"), numbers.whole),
        "active_students_prev7d": Column(_("Students, 7 days before"), numbers.whole),
        "active_students_wow_change": Column(_("Change in students"), numbers.change),
        "total_minutes_7d": Column(_("Minutes, last 7 days"), numbers.whole),
        "total_minutes_prev7d": Column(_("Minutes, 7 days before"), numbers.whole),
        "total_minutes_wow_change": Column(_("Change in minutes"), numbers.change),
    }


def weeks() -> Columns:
    """Activity by week."""
    return {
        "week_start": Column(_("Week from"), numbers.day),
        "sum_active_students": Column(_("Visits"), numbers.whole),
        "max_daily_actives": Column(_("Busiest day"), numbers.whole),
        "sessions": Column(_("Check-ins"), numbers.whole),
        "total_minutes": Column(_("Minutes"), numbers.whole),
        "is_partial": Column(_("Incomplete"), yes_no),
    }


def rolling() -> Columns:
    """Monthly active students, day by day."""
    return {
        "snapshot_date": Column(_("Day"), numbers.day),
        "mau_rolling_30d": Column(rules.filled(_("Students in the {academy.mau_days:days} before")), numbers.whole),
    }


def dayparts() -> Columns:
    """Minutes by part of the day."""
    return {
        "daypart": Column(_("Part of the day"), words.daypart),
        "total_minutes": Column(_("Minutes"), numbers.whole),
    }


def cells() -> Columns:
    """Minutes by weekday and hour."""
    return {
        "iso_weekday": Column(_("Weekday"), words.weekday),
        "hour_local": Column(_("Hour"), words.hour),
        "minutes": Column(_("Minutes"), numbers.whole),
    }


def weekdays() -> Columns:
    """Traffic by weekday."""
    return {
        "iso_weekday": Column(_("Weekday"), words.weekday),
        "visits": Column(_("Visits"), numbers.whole),
        "visits_pct": Column(_("Share of visits"), numbers.percent),
        "minutes": Column(_("Minutes"), numbers.whole),
        "minutes_pct": Column(_("Share of minutes"), numbers.percent),
        "days": Column(_("Days counted"), numbers.whole),
    }


def local_moment(value: datetime) -> str:
    """A moment on the study centre's clock, to the minute."""
    return numbers.minute(clocks.local(value, zone()))


def local_time(value: datetime) -> str:
    """A moment on the study centre's clock, without its day."""
    return numbers.clock(clocks.local(value, zone()))
