"""The Engagement Panel's numbers in plain words."""

from collections.abc import Sequence

import pandas as pd

from analytics.rows import Row
from analytics.ui import days, numbers, rules
from analytics.ui.answers import Answer
from analytics.ui.engagement import words
from analytics.ui.i18n import gettext as _
from analytics.ui.markdown import Markdown, markdown

STEADY = 0.05
"""Changes up to this ratio are called steady."""


def decline_in_words(index: Row) -> str:
    """What the decline index says, as one would tell a colleague."""
    students, minutes = index["active_students_wow_change"], index["total_minutes_wow_change"]
    if students is None:
        return (
            _("Nobody came in either of the last two weeks.")
            if not index["active_students_7d"]
            else _("Nobody came in the 7 days before, so there is nothing to compare with.")
        )
    said = _students(
        _direction(students),
        now=numbers.whole(index["active_students_7d"]),
        before=numbers.whole(index["active_students_prev7d"]),
        change=numbers.change(students),
    )
    if minutes is None:
        return said
    stayed = _minutes(_direction(minutes)).format(change=numbers.change(minutes))
    return markdown("{said} {stayed}", said=said, stayed=stayed)


def two_weeks_in_words(index: Answer) -> str:
    """Which two weeks are compared, and whether the second one is whole."""
    return days.from_its_day(
        index,
        now=_("The 7 days that end today against the 7 before. Today is not over, so its week can only grow."),
        then=_("The 7 days that ended on {day} against the 7 before."),
    )


def stickiness_in_words(found: Row) -> str:
    """What the ratio says."""
    if found["wau_mau_ratio"] is None:
        return rules.filled(_("Nobody came in the last {academy.mau_days:days}."))
    return rules.filled(
        _(
            "{share} of the students of the last {academy.mau_days:days} ({month}) also came in the last "
            "{academy.wau_days} ({week}). The higher, the more often they come."
        )
    ).format(
        month=numbers.whole(found["mau"]), week=numbers.whole(found["wau"]), share=numbers.percent(found["wau_mau_pct"])
    )


def median_in_words(median: Row, gaps: pd.DataFrame) -> str:
    """How often students come, in the middle case."""
    value = median["median_days_between_visits"]
    if value is None:
        return ""
    count = gaps.loc[gaps["scope"] == "GLOBAL", "gaps"].iloc[0]
    return _("Half of all {count} gaps between visits last {days} days or less (the median).").format(
        count=numbers.whole(count), days=numbers.decimal(value)
    )


def rolling_in_words(figures: Row) -> str:
    """Where the line begins, ends and peaks."""
    if not figures["peak_students"]:
        return rules.filled(_("Nobody came in the {academy.mau_days:days} before any of these days."))
    return rules.filled(
        _(
            "Students who came in the {academy.mau_days:days} before each day; the day itself is not counted. "
            "From {first} to {last}; the peak was {peak} on {day}."
        )
    ).format(
        first=numbers.whole(figures["first_students"]),
        last=numbers.whole(figures["last_students"]),
        peak=numbers.whole(figures["peak_students"]),
        day=numbers.day(figures["peak_on"]),
    )


def heat_in_words(extremes: Sequence[Row]) -> str:
    """The fullest and the emptiest hour of the whole week, whichever hours the picture shows."""
    said = rules.filled(_("Minutes spent here in the last {academy.trend_days:days}, by weekday and hour."))
    if not extremes:
        return said
    [found] = extremes
    return f"{said} " + _(
        "Fullest of all 24 hours: {full} ({minutes} min). Quietest with at least a minute: {quiet} ({few} min). "
        "Click a cell to list who was there."
    ).format(
        full=words.cell(found["fullest_weekday"], found["fullest_hour"]),
        minutes=numbers.whole(found["fullest_minutes"]),
        quiet=words.cell(found["quietest_weekday"], found["quietest_hour"]),
        few=numbers.whole(found["quietest_minutes"]),
    )


def dayparts_in_words(outside: Row) -> str:
    """Which hours the parts of the day hold, and how much time lies outside them."""
    said = rules.filled(
        _("Time spent here in the last {academy.trend_days:days}, in these parts of the day; shares are of that.")
    )
    if not outside["minutes"]:
        return said
    return f"{said} " + _("Outside them it was {duration} more.").format(
        duration=numbers.seconds(60 * outside["minutes"])
    )


def weekday_in_words(busiest: Sequence[Row]) -> str:
    """Which weekday brings most."""
    if not busiest:
        return ""
    [most] = busiest
    return rules.filled(
        _(
            "Most visits of the last {academy.trend_days:days} fall on {weekday}: {share}. "
            "A visit is one student on one day."
        )
    ).format(weekday=words.weekday_name(most["iso_weekday"]), share=numbers.percent(most["visits_pct"]))


def _direction(change: float) -> int:
    return int(change > STEADY) - int(change < -STEADY)


def _students(direction: int, **figures: str) -> Markdown:
    if direction > 0:
        said = _("**The centre gains:** active students {now} in the last 7 days, {before} in the 7 before ({change}).")
        return markdown(said, **figures)
    if direction < 0:
        said = _("**The centre loses:** active students {now} in the last 7 days, {before} in the 7 before ({change}).")
        return markdown(said, **figures)
    said = _(
        "**The centre holds steady:** active students {now} in the last 7 days, {before} in the 7 before ({change})."
    )
    return markdown(said, **figures)


def _minutes(direction: int) -> str:
    return {
        1: _("Together they stayed longer: {change} minutes."),
        0: _("Together they stayed about as long: {change} minutes."),
        -1: _("Together they stayed shorter: {change} minutes."),
    }[direction]
