"""Weeks and months: full marks for what is over, a dashed outline for the period that still runs."""

import json

import altair as alt
import pandas as pd

from analytics.rows import rows
from analytics.ui import numbers
from analytics.ui.charts.layers import layered, tooltip, whole_axis
from analytics.ui.i18n import gettext as _
from analytics.ui.theme import Palette

MOST_LABELS = 18
"""Beyond this many bars their numbers would run into each other on a phone."""

WEEKS_SHOWN = 26


def weekly_bars(weeks: pd.DataFrame, *, palette: Palette) -> alt.LayerChart:
    """Meetings per week, the last half year."""
    shown = pd.DataFrame(
        {
            "period": week["week"].strftime("%Y-%m-%d"),
            "label": numbers.short_day(week["week"]),
            "value": float(week["meetings"]),
            "running": bool(week["is_current"]),
            "sentence": _("Week from {week}: {meetings} meetings of {groups} groups").format(
                week=numbers.day(week["week"]),
                meetings=numbers.whole(week["meetings"]),
                groups=numbers.whole(week["groups_met"]),
            ),
        }
        for week in rows(weeks.tail(WEEKS_SHOWN))
    )
    base = period_axes(shown, across=_("Week from"), up=_("Meetings"))
    return layered(*period_bars(base, palette), palette=palette, height=220)


def activity_bars(weeks: pd.DataFrame, column: str, *, title: str, palette: Palette) -> alt.LayerChart:
    """One measure of the study centre per week; weeks of which days are missing are dashed outlines."""
    shown = pd.DataFrame(
        {
            "period": week["week_start"].strftime("%Y-%m-%d"),
            "label": numbers.short_day(week["week_start"]),
            "value": float(week[column]),
            "text": numbers.whole(week[column]),
            "running": bool(week["is_partial"]),
            "sentence": _("Week from {week}: {value}").format(
                week=numbers.day(week["week_start"]), value=numbers.whole(week[column])
            ),
        }
        for week in rows(weeks)
    )
    base = period_axes(shown, across=_("Week from"), up=title)
    names = base.mark_text(dy=-8, fontSize=12, color=palette.text).encode(text="text:N")
    return layered(*period_bars(base, palette), names, palette=palette, height=240)


def daily_line(days: pd.DataFrame, *, title: str, palette: Palette) -> alt.LayerChart:
    """Monthly active students day by day, the last value named."""
    last = len(days) - 1
    shown = pd.DataFrame(
        {
            "period": row["snapshot_date"].strftime("%Y-%m-%d"),
            "label": numbers.short_day(row["snapshot_date"]),
            "value": float(row["mau_rolling_30d"]),
            "text": numbers.whole(row["mau_rolling_30d"]),
            "sentence": f"{numbers.day(row['snapshot_date'])}: {numbers.whole(row['mau_rolling_30d'])}",
            "last": place == last,
        }
        for place, row in enumerate(rows(days))
    )
    base = period_axes(shown, across=_("Day"), up=title)
    end = base.transform_filter("datum.last")
    return layered(
        base.mark_line(strokeWidth=2.5, color=palette.primary),
        base.mark_point(size=200, opacity=0),
        end.mark_point(size=46, opacity=1, filled=True, color=palette.primary),
        end.mark_text(dy=-14, align="right", fontSize=13, fontWeight=600, color=palette.text).encode(text="text:N"),
        palette=palette,
        height=260,
    )


def monthly_bars(growth: pd.DataFrame, *, palette: Palette) -> alt.LayerChart:
    """New facilitators per month."""
    shown = _months(growth, "new_facilitators")
    base = period_axes(shown, across=_("Month"), up=_("New facilitators"))
    layers = period_bars(base, palette)
    if len(shown) <= MOST_LABELS:
        layers.append(base.mark_text(dy=-8, fontSize=12, color=palette.text).encode(text="text:N"))
    return layered(*layers, palette=palette, height=260)


def cumulative_line(growth: pd.DataFrame, *, palette: Palette) -> alt.LayerChart:
    """All facilitators so far, month by month; a dashed line leads to the running month."""
    base = period_axes(_months(growth, "cumulative_facilitators"), across=_("Month"), up=_("Facilitators in total"))
    line = base.mark_line(strokeWidth=2.5, color=palette.primary)
    point = base.mark_point(size=46, opacity=1, color=palette.primary)
    name = base.mark_text(dy=-14, align="right", fontSize=13, fontWeight=600, color=palette.text)
    return layered(
        line.transform_filter("!datum.running"),
        base.mark_line(strokeWidth=2.5, strokeDash=[4, 3], color=palette.primary).transform_filter("datum.joins"),
        point.encode(fill=alt.value(palette.primary)).transform_filter("!datum.running"),
        point.encode(fill=alt.value(palette.ground)).transform_filter("datum.running"),
        name.encode(text="text:N").transform_filter("datum.running"),
        palette=palette,
        height=260,
    )


def period_axes(shown: pd.DataFrame, *, across: str, up: str) -> alt.Chart:
    return alt.Chart(shown).encode(
        x=_time_axis(shown, across),
        y=alt.Y("value:Q", title=up, axis=whole_axis(), scale=alt.Scale(zero=True)),
        tooltip=tooltip(),
    )


def period_bars(base: alt.Chart, palette: Palette) -> list[alt.Chart]:
    over = base.mark_bar(cornerRadiusEnd=3, color=palette.primary).transform_filter("!datum.running")
    running = base.mark_bar(
        cornerRadiusEnd=3, color=palette.ramp(0.15), stroke=palette.primary, strokeDash=[4, 3], strokeWidth=1.5
    ).transform_filter("datum.running")
    return [over, running]


def _months(growth: pd.DataFrame, column: str) -> pd.DataFrame:
    """The last row is the running month."""
    last = len(growth) - 1
    return pd.DataFrame(
        {
            "period": row["month"].strftime("%Y-%m"),
            "label": numbers.month(row["month"]),
            "value": float(row[column]),
            "text": numbers.whole(row[column]),
            "sentence": f"{numbers.month(row['month'])}: {numbers.whole(row[column])}",
            "running": place == last,
            "joins": place >= last - 1,
        }
        for place, row in enumerate(rows(growth))
    )


def _time_axis(shown: pd.DataFrame, title: str) -> alt.X:
    """Periods as words in the reader's language; about twelve are named, the last one always."""
    labels = rows(shown[["period", "label"]])[::-1]
    # drawing: as many labels as fit
    step = max(1, round(len(labels) / 12))
    named = {row["period"]: row["label"] for row in labels[::step]}
    expression = f"({json.dumps(named, ensure_ascii=False)})[datum.value] || ''"
    axis = alt.Axis(labelExpr=expression, labelAngle=0, labelOverlap="greedy", grid=False)
    return alt.X("period:O", title=title, axis=axis)
