"""The Engagement Panel's numbers in plain words."""

import pandas as pd

from analytics.rows import Row, rows
from analytics.ui import numbers
from analytics.ui.engagement import cells, words
from analytics.ui.i18n import gettext as _

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
    said = _students(_direction(students)).format(
        now=numbers.whole(index["active_students_7d"]),
        before=numbers.whole(index["active_students_prev7d"]),
        change=words.change(students),
    )
    if minutes is None:
        return said
    return f"{said} " + _minutes(_direction(minutes)).format(change=words.change(minutes))


def stickiness_in_words(found: Row) -> str:
    """What the ratio says."""
    if found["wau_mau_ratio"] is None:
        return _("Nobody came in the last 30 days.")
    return _(
        "{share} of the students of the last 30 days ({month}) also came in the last 7 ({week}). "
        "The higher, the more of them come every week."
    ).format(
        month=numbers.whole(found["mau"]), week=numbers.whole(found["wau"]), share=words.share(found["wau_mau_ratio"])
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


def rolling_in_words(rolling: pd.DataFrame) -> str:
    """Where the line begins, ends and peaks."""
    if not rolling["mau_rolling_30d"].any():
        return _("Nobody came in the 30 days before any of these days.")
    first, last = rows(rolling.iloc[[0]])[0], rows(rolling.iloc[[-1]])[0]
    peak = rows(rolling.loc[[rolling["mau_rolling_30d"].idxmax()]])[0]
    return _(
        "Students who came in the 30 days before each day; the day itself is not counted. "
        "From {first} to {last}; the peak was {peak} on {day}."
    ).format(
        first=numbers.whole(first["mau_rolling_30d"]),
        last=numbers.whole(last["mau_rolling_30d"]),
        peak=numbers.whole(peak["mau_rolling_30d"]),
        day=numbers.day(peak["snapshot_date"]),
    )


def heat_in_words(heatmap: pd.DataFrame) -> str:
    """The fullest and the emptiest of the hours shown."""
    known = {(row["iso_weekday"], row["hour_local"]): row["minutes"] for row in rows(heatmap)}
    shown = [(known.get(cell, 0), cell) for cell in cells.every_cell().values()]
    most, least = max(shown, key=_fullest), min((part for part in shown if part[0]), default=None)
    said = _("Minutes spent here in the last 90 days, by weekday and hour.")
    if not most[0] or least is None:
        return said
    return f"{said} " + _(
        "Fullest: {full} ({minutes} min). Quietest hour with anybody in it: {quiet} ({few} min). "
        "Click a cell to list who was there."
    ).format(
        full=words.cell(*most[1]),
        minutes=numbers.whole(most[0]),
        quiet=words.cell(*least[1]),
        few=numbers.whole(least[0]),
    )


def weekday_in_words(weekdays: pd.DataFrame) -> str:
    """Which weekday brings most."""
    if not weekdays["visits"].any():
        return ""
    most: Row = rows(weekdays.loc[[weekdays["visits"].idxmax()]])[0]
    return _("Most visits fall on {weekday}: {share}. A visit is one student on one day.").format(
        weekday=words.weekday_name(most["iso_weekday"]), share=numbers.percent(most["visits_pct"])
    )


def _fullest(part: tuple[int, cells.Cell]) -> tuple[int, int, int]:
    """The most minutes; of equal cells the first in the week."""
    return part[0], -part[1][0], -part[1][1]


def _direction(change: float) -> int:
    return int(change > STEADY) - int(change < -STEADY)


def _students(direction: int) -> str:
    return {
        1: _("**The centre gains:** active students {now} in the last 7 days, {before} in the 7 before ({change})."),
        0: _(
            "**The centre holds steady:** active students {now} in the last 7 days, "
            "{before} in the 7 before ({change})."
        ),
        -1: _("**The centre loses:** active students {now} in the last 7 days, {before} in the 7 before ({change})."),
    }[direction]


def _minutes(direction: int) -> str:
    return {
        1: _("Together they stayed longer: {change} minutes."),
        0: _("Together they stayed about as long: {change} minutes."),
        -1: _("Together they stayed shorter: {change} minutes."),
    }[direction]
