"""Weeks and months: full marks for what is over, a dashed outline for the period that still runs."""

import json
from datetime import date

import altair as alt
import pandas as pd

from analytics.rows import rows
from analytics.theme import Palette
from analytics.ui import numbers
from analytics.ui.charts.layers import layered, tooltip
from analytics.ui.charts.scales import text_pixels, upward, whole_axis, wide_enough
from analytics.ui.i18n import gettext as _

WEEKS_SHOWN = 26

NUMBER_SIZE = 12
LAST_SIZE = 13


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
    return layered(*period_bars(base, palette), palette=palette, height=170)


def activity_bars(weeks: pd.DataFrame, column: str, *, title: str, palette: Palette) -> alt.LayerChart:
    """One measure of the study centre per week; weeks of which days are missing are dashed outlines."""
    shown = pd.DataFrame(
        {
            "period": week["week_start"].strftime("%Y-%m-%d"),
            "label": numbers.short_day(week["week_start"]),
            "value": float(week[column]),
            "text": numbers.whole(week[column]),
            "running": bool(week["is_partial"]),
            "sentence": _("{what} in the week from {week}: {count}").format(
                what=title, week=numbers.day(week["week_start"]), count=numbers.whole(week[column])
            ),
        }
        for week in rows(weeks)
    )
    base = period_axes(shown, across=_("Week from"), up=title, named=True)
    return layered(*period_bars(base, palette), _numbers(base, shown, palette), palette=palette, height=190)


def daily_line(days: pd.DataFrame, *, title: str, palette: Palette) -> alt.LayerChart:
    """Monthly active students day by day, the last value named."""
    last = len(days) - 1
    shown = pd.DataFrame(
        {
            "period": row["snapshot_date"].strftime("%Y-%m-%d"),
            "label": numbers.short_day(row["snapshot_date"]),
            "value": float(row["mau_rolling_30d"]),
            "text": numbers.whole(row["mau_rolling_30d"]),
            "sentence": _("{what} on {day}: {count}").format(
                what=title, day=numbers.day(row["snapshot_date"]), count=numbers.whole(row["mau_rolling_30d"])
            ),
            "last": place == last,
        }
        for place, row in enumerate(rows(days))
    )
    base = period_axes(shown, across=_("Day"), up=title, beside=shown["text"].iloc[-1])
    end = base.transform_filter("datum.last")
    return layered(
        base.mark_line(strokeWidth=2.5, color=palette.primary),
        base.mark_point(size=200, opacity=0),
        end.mark_point(size=46, opacity=1, filled=True, color=palette.primary),
        _beside(end, palette),
        palette=palette,
        height=200,
    )


def monthly_bars(growth: pd.DataFrame, *, palette: Palette) -> alt.LayerChart:
    """New facilitators per month."""
    shown = _months(growth, "new_facilitators", _("New facilitators"))
    base = period_axes(shown, across=_("Month"), up=_("New facilitators"), named=True)
    return layered(*period_bars(base, palette), _numbers(base, shown, palette), palette=palette, height=200)


def cumulative_line(growth: pd.DataFrame, *, palette: Palette) -> alt.LayerChart:
    """All facilitators so far, month by month; a dashed line leads to the running month."""
    shown = _months(growth, "cumulative_facilitators", _("Facilitators in total"))
    base = period_axes(shown, across=_("Month"), up=_("Facilitators in total"), beside=shown["text"].iloc[-1])
    line = base.mark_line(strokeWidth=2.5, color=palette.primary)
    point = base.mark_point(size=46, opacity=1, color=palette.primary)
    return layered(
        line.transform_filter("!datum.running"),
        base.mark_line(strokeWidth=2.5, strokeDash=[4, 3], color=palette.primary).transform_filter("datum.joins"),
        point.encode(fill=alt.value(palette.primary)).transform_filter("!datum.running"),
        point.encode(fill=alt.value(palette.ground)).transform_filter("datum.running"),
        _beside(base.transform_filter("datum.running"), palette),
        palette=palette,
        height=200,
    )


def period_axes(shown: pd.DataFrame, *, across: str, up: str, named: bool = False, beside: str = "") -> alt.Chart:
    """Periods across, a quantity up; `named`: with room for numbers above the marks; `beside`: for one at the end."""
    return alt.Chart(shown).encode(
        x=_time_axis(shown, across, beside),
        y=alt.Y("value:Q", title=up, axis=whole_axis(), scale=upward(shown["value"], named=named)),
        tooltip=tooltip(),
    )


def period_bars(base: alt.Chart, palette: Palette) -> list[alt.Chart]:
    over = base.mark_bar(cornerRadiusEnd=3, color=palette.primary).transform_filter("!datum.running")
    running = base.mark_bar(
        cornerRadiusEnd=3, color=palette.ramp(0.15), stroke=palette.primary, strokeDash=[4, 3], strokeWidth=1.5
    ).transform_filter("datum.running")
    return [over, running]


def in_month(what: str, month: date, count: str) -> str:
    """A month's value in a sentence."""
    return _("{what} in {month}: {count}").format(what=what, month=numbers.month(month), count=count)


def _numbers(base: alt.Chart, shown: pd.DataFrame, palette: Palette) -> alt.Chart:
    """Each bar's number above it, where all of them fit side by side."""
    fits = alt.condition(wide_enough(len(shown), shown["text"], NUMBER_SIZE), alt.value(1), alt.value(0))
    text: alt.Chart = base.mark_text(dy=-8, fontSize=NUMBER_SIZE, color=palette.text).encode(
        text="text:N", opacity=fits
    )
    return text


def _beside(end: alt.Chart, palette: Palette) -> alt.Chart:
    """The last value, at the right of its point."""
    name: alt.Chart = end.mark_text(dx=9, align="left", fontSize=LAST_SIZE, fontWeight=600, color=palette.text).encode(
        text="text:N"
    )
    return name


def _months(growth: pd.DataFrame, column: str, title: str) -> pd.DataFrame:
    """The last row is the running month."""
    last = len(growth) - 1
    return pd.DataFrame(
        {
            "period": row["month"].strftime("%Y-%m"),
            "label": numbers.month(row["month"]),
            "value": float(row[column]),
            "text": numbers.whole(row[column]),
            "sentence": in_month(title, row["month"], numbers.whole(row[column])),
            "running": place == last,
            "joins": place >= last - 1,
        }
        for place, row in enumerate(rows(growth))
    )


def _time_axis(shown: pd.DataFrame, title: str, beside: str) -> alt.X:
    """Periods as words in the reader's language; about twelve are named at even distances, the last one always."""
    labels = rows(shown[["period", "label"]])[::-1]
    # drawing: as many labels as fit
    step = max(1, round(len(labels) / 12))
    named = {row["period"]: row["label"] for row in labels[::step]}
    axis = alt.Axis(
        values=list(named),
        labelExpr=f"({json.dumps(named, ensure_ascii=False)})[datum.value]",
        labelAngle=0,
        grid=False,
    )
    room = text_pixels([beside], LAST_SIZE) if beside else 0
    return alt.X("period:O", title=title, axis=axis, scale=alt.Scale(range=[0, alt.ExprRef(f"width - {room}")]))
