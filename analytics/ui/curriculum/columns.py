"""What each table shows: its columns in reading order, how they are called, how they are written."""

from collections.abc import Iterable
from datetime import datetime

from analytics.ui import clocks, numbers
from analytics.ui.curriculum import words
from analytics.ui.i18n import gettext as _
from analytics.ui.tables import Column, Columns
from analytics.zones import zone_of


def zone() -> str:
    """On whose clock these moments are."""
    return zone_of("ngeshare")


def groups() -> Columns:
    """Groups behind a number."""
    return {
        "group_name": Column(_("Group")),
        "course_name": Column(_("Course")),
        "status": Column(_("Status"), words.status),
        "flow_target": Column(_("Went to"), words.outcome),
        "max_episode_reached": Column(_("Episode"), numbers.whole),
        "progress_pct": Column(_("Progress"), numbers.percent),
        "last_meeting_date": Column(_("Last meeting"), numbers.day),
        "days_inactive": Column(_("Inactive"), numbers.days),
        "graduated_on": Column(_("Graduated on"), numbers.day),
        "facilitator_name": Column(_("Facilitator")),
        "member_count": Column(_("Members"), numbers.whole),
        "city": Column(_("City")),
        "province": Column(_("Province")),
    }


def flow() -> Columns:
    """Where the groups of each course go."""
    return {
        "source": Column(_("Course")),
        "target": Column(_("Went to"), words.outcome),
        "groups": Column(_("Groups"), numbers.whole),
    }


def rescue(courses: Iterable[str]) -> Columns:
    """Groups to rescue."""
    short = words.short_courses(courses)
    return {
        "group_name": Column(_("Group")),
        "course_name": Column(_("Course"), lambda name: short.get(name, name)),
        "days_inactive": Column(_("Inactive"), numbers.days),
        "progress_pct": Column(_("Progress"), numbers.percent),
        "episodes_remaining": Column(_("Episodes left"), numbers.whole),
        "facilitator_name": Column(_("Facilitator"), width=130),
        "facilitator_contact": Column(_("Contact"), width=170),
        "city": Column(_("City"), width=100),
        "reason": Column(_("Reason"), width="large"),
        "last_meeting_date": Column(_("Last meeting"), numbers.day),
        "member_count": Column(_("Members"), numbers.whole),
        "province": Column(_("Province")),
    }


def city_groups() -> Columns:
    """Rescuable groups by city."""
    return {"city": Column(_("City")), "groups": Column(_("Groups to rescue"), numbers.whole)}


def funnel() -> Columns:
    """The funnel, course by course."""
    return {
        "course_name": Column(_("Course")),
        "groups_total": Column(_("Groups"), numbers.whole),
        "groups_started": Column(_("Started"), numbers.whole),
        "groups_graduated": Column(_("Graduated"), numbers.whole),
        "graduation_rate_pct": Column(_("Graduation rate"), numbers.percent),
        "groups_continued": Column(_("Continued"), numbers.whole),
        "continuation_rate_pct": Column(_("Continuation rate"), numbers.percent),
        "groups_active": Column(_("Active"), numbers.whole),
        "groups_stalled": Column(_("Stalled"), numbers.whole),
        "groups_not_started": Column(_("Not started"), numbers.whole),
    }


def dropoff() -> Columns:
    """Stalled groups by episode."""
    return {
        "course_name": Column(_("Course")),
        "episode": Column(_("Last episode reached"), numbers.whole),
        "stalled_groups": Column(_("Stalled groups"), numbers.whole),
        "share_pct": Column(_("Share of the course's stalled groups"), numbers.percent),
        "is_peak": Column(_("Peak"), yes_no),
    }


def graduation_times() -> Columns:
    """Time to graduate, course by course."""
    return {
        "course_name": Column(_("Course")),
        "graduated_groups": Column(_("Graduated groups"), numbers.whole),
        "median_days": Column(_("Median"), numbers.days),
        "avg_days": Column(_("Mean"), numbers.days),
        "fastest_days": Column(_("Fastest"), numbers.days),
        "slowest_days": Column(_("Slowest"), numbers.days),
    }


def outliers() -> Columns:
    """Groups that graduated unusually fast or slowly."""
    return {
        "group_name": Column(_("Group")),
        "course_name": Column(_("Course")),
        "days_to_graduate": Column(_("Time to graduate"), numbers.days),
        "verdict": Column(_("Verdict"), words.verdict),
        "facilitator_name": Column(_("Facilitator")),
        "city": Column(_("City")),
    }


def anomalies() -> Columns:
    """Groups that break a rule of the curriculum."""
    return {
        "group_name": Column(_("Group")),
        "kind": Column(_("Finding"), words.anomaly),
        "detail": Column(_("Evidence"), width="large"),
        "course_name": Column(_("Course")),
        "facilitator_name": Column(_("Facilitator")),
        "city": Column(_("City")),
    }


def growth() -> Columns:
    """Facilitators by month."""
    return {
        "month": Column(_("Month"), numbers.month),
        "new_facilitators": Column(_("New facilitators"), numbers.whole),
        "cumulative_facilitators": Column(_("Facilitators in total"), numbers.whole),
    }


def facilitators() -> Columns:
    """Facilitators by name."""
    return {
        "facilitator_name": Column(_("Facilitator")),
        "facilitator_since": Column(_("Facilitator since"), _local_day),
        "is_alumni": Column(_("Was a member before"), yes_no),
        "member_since": Column(_("Member since"), _local_day),
    }


def weeks() -> Columns:
    """Meetings by week."""
    return {
        "week": Column(_("Week from"), numbers.day),
        "meetings": Column(_("Meetings"), numbers.whole),
        "groups_met": Column(_("Groups that met"), numbers.whole),
        "attendances": Column(_("Attendances"), numbers.whole),
    }


def yes_no(value: bool) -> str:
    """A truth as a word."""
    return _("Yes") if value else _("No")


def _local_day(value: datetime) -> str:
    return numbers.day(clocks.local(value, zone()))
