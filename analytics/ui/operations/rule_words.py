"""What the Operations page calls the rules and the figures that they move."""

from functools import lru_cache

from analytics.ui import i18n
from analytics.ui.i18n import gettext as _


def rule(name: str) -> str:
    """A rule, given as `source.key`, in a few words."""
    return _rules(i18n.language()).get(name.partition(".")[2], name)


@lru_cache
def _rules(_language: str) -> dict[str, str]:
    return {
        "time_zone": _("Time zone"),
        "active_days": _("Days that a group counts as active"),
        "rescue_percent": _("Percent of the course from which a group is rescuable"),
        "continuity_days": _("Days until the next course starts"),
        "shared_members": _("Members that carry on"),
        "overlap_percent": _("Percent of the smaller group that carries on"),
        "outlier_fence": _("Interquartile ranges to an outlier"),
        "window_days": _("Days of attendance made equal to production"),
        "reached_by": _("Who attends for an episode to be reached"),
        "courses": _("Courses of the curriculum"),
        "week_starts_on": _("First day of the week"),
        "active_windows": _("Windows of active students, days"),
        "inactive_windows": _("Windows of inactive students, days"),
        "roster_days": _("Days away to the inactive roster"),
        "trend_days": _("Days of the trends"),
        "wau_days": _("Days of weekly active students"),
        "mau_days": _("Days of monthly active students"),
        "dayparts": _("Parts of the day, hours"),
        "shown_hours": _("Hours that the heatmap shows at first"),
        "longest_stay_hours": _("Longest stay, hours"),
        "minimum_people": _("People under whom a number says that it rests on few"),
        "ranking_days": _("Days of the rankings"),
        "refresh_at": _("Time of the daily refresh"),
        "response_hours": _("Hours after which a reflection is overdue"),
    }


def figure(code: str) -> str:
    """A figure that a change of rules moves."""
    return _figures(i18n.language()).get(code, code)


@lru_cache
def _figures(_language: str) -> dict[str, str]:
    return {
        "groups_total": _("Groups in the curriculum"),
        "groups_active": _("Active groups"),
        "groups_stalled": _("Stalled groups"),
        "groups_not_started": _("Groups not started"),
        "groups_graduated": _("Graduated groups"),
        "groups_continued": _("Groups that went on"),
        "groups_rescuable": _("Groups on the Rescue List"),
        "outliers": _("Outliers in time to graduate"),
        "anomalies": _("Anomalies of the pipeline"),
        "active_1": _("Active students, first window"),
        "active_2": _("Active students, second window"),
        "active_3": _("Active students, third window"),
        "active_4": _("Active students, fourth window"),
        "inactive_1": _("Inactive students, first window"),
        "inactive_2": _("Inactive students, second window"),
        "inactive_3": _("Inactive students, third window"),
        "inactive_4": _("Inactive students, fourth window"),
        "wau": _("Weekly active students"),
        "mau": _("Monthly active students"),
        "roster": _("Students on the inactive roster"),
        "morning_08_12": _("Hours spent in the morning"),
        "afternoon_12_17": _("Hours spent in the afternoon"),
        "evening_17_20": _("Hours spent in the evening"),
        "requests_this_month": _("Requests this month"),
        "advisors_with_offers": _("Advisors with offers"),
        "offers": _("Offers in the rankings"),
        "winning_offers": _("Winning offers in the rankings"),
        "schools_in_the_zone": _("Schools read in this zone"),
        "waiting": _("Reflections that wait"),
        "overdue": _("Reflections overdue"),
        "active_days": _("Active days of all students"),
    }
