"""Hours of a period: bars for what happened, lines for what was measured; the open hour is an outline."""

from datetime import UTC

import altair as alt
import pandas as pd

from analytics.rows import Row, rows
from analytics.ui import numbers
from analytics.ui.charts.layers import layered, tooltip, whole_axis
from analytics.ui.i18n import gettext as _
from analytics.ui.theme import STATUS, Palette


def hourly_activity(activity: pd.DataFrame, *, palette: Palette) -> alt.LayerChart:
    """Students per hour as an area, sessions as a line above it."""
    shown = pd.DataFrame(
        {
            "hour": row["metric_hour"].isoformat(),
            "students": float(row["students_active"]),
            "sessions": float(row["sessions_active"]),
            "sentence": _("{hour}: {students} students in {sessions} sessions").format(
                hour=numbers.minute(row["metric_hour"].astimezone(UTC)),
                students=numbers.whole(row["students_active"]),
                sessions=numbers.whole(row["sessions_active"]),
            ),
        }
        for row in rows(activity)
    )
    base = alt.Chart(shown).encode(x=_clock())
    up = alt.Y("students:Q", title=_("Students"), axis=whole_axis(), scale=alt.Scale(zero=True))
    return layered(
        base.mark_area(interpolate="step-after", color=palette.primary, opacity=0.85).encode(y=up),
        _hover(base, palette).encode(y=up),
        palette=palette,
        height=240,
    )


def hourly_scores(measured: pd.DataFrame, *, palette: Palette) -> alt.LayerChart:
    """Quality, engagement and participation, from 0 to 100."""
    return _lines(
        measured.assign(participation=measured["participation"] * 100),
        {"quality": _("Quality"), "engagement": _("Engagement"), "participation": _("Participation")},
        up=_("Mean, 0 to 100"),
        palette=palette,
        scale=alt.Scale(domain=[0, 100]),
    )


def hourly_delays(measured: pd.DataFrame, *, palette: Palette) -> alt.LayerChart:
    """How long answers took."""
    return _lines(
        measured,
        {"response_time_ms": _("Response time"), "latency_ms": _("Latency")},
        up=_("Milliseconds"),
        palette=palette,
    )


def guidance_totals(totals: Row, *, palette: Palette) -> alt.LayerChart:
    """How often guidance and analyses stepped in, over the whole period."""
    words = {
        "total_prompts_generated": _("Prompts generated"),
        "total_prompts_used": _("Prompts used"),
        "total_interventions": _("Interventions"),
        "total_alerts": _("Alerts"),
        "ai_analyses_completed": _("Analyses"),
    }
    shown = pd.DataFrame(
        {
            "kind": word,
            "value": float(totals[name]),
            "text": numbers.whole(totals[name]),
            "sentence": f"{word}: {numbers.whole(totals[name])}",
        }
        for name, word in words.items()
    )
    base = alt.Chart(shown).encode(
        x=alt.X("value:Q", title=_("Times"), axis=whole_axis(), scale=alt.Scale(zero=True)),
        y=alt.Y("kind:N", title=None, sort=list(words.values())),
        tooltip=tooltip(),
    )
    return layered(
        base.mark_bar(cornerRadiusEnd=3, color=palette.primary, height=22),
        base.mark_text(align="left", dx=6, fontSize=12, color=palette.text).encode(text="text:N"),
        palette=palette,
        height=190,
    )


def _lines(
    measured: pd.DataFrame, names: dict[str, str], *, up: str, palette: Palette, scale: alt.Scale | None = None
) -> alt.LayerChart:
    shown = pd.DataFrame(
        {
            "hour": row["metric_hour"].isoformat(),
            "name": word,
            "value": row[name],
            "sentence": f"{numbers.minute(row['metric_hour'].astimezone(UTC))}: {word} {numbers.decimal(row[name])}",
        }
        for row in rows(measured)
        for name, word in names.items()
        if row[name] is not None
    )
    colours = [palette.primary, STATUS["STALLED"], STATUS["GRADUATED"]][: len(names)]
    base = alt.Chart(shown).encode(
        x=_clock(),
        y=alt.Y("value:Q", title=up, scale=scale or alt.Scale(zero=True)),
        color=alt.Color(
            "name:N",
            title=None,
            sort=list(names.values()),
            scale=alt.Scale(domain=list(names.values()), range=colours),
            legend=alt.Legend(orient="top", labelColor=palette.text),
        ),
        tooltip=tooltip(),
    )
    return layered(
        base.mark_line(strokeWidth=1.5, clip=True),
        base.mark_point(size=18, filled=True, clip=True),
        palette=palette,
        height=240,
    )


def _clock() -> alt.X:
    """Hours in UTC: times are written with their offset, and the scale is told to be UTC too; midnights say the day."""
    said = f"utchours(datum.value) ? utcFormat(datum.value, '%H:%M') : utcFormat(datum.value, '{numbers.vega_day()}')"
    axis = alt.Axis(grid=False, labelOverlap="greedy", labelExpr=said)
    return alt.X("hour:T", title=_("Hour (UTC)"), scale=alt.Scale(type="utc"), axis=axis)


def _hover(base: alt.Chart, palette: Palette) -> alt.Chart:
    hovered: alt.Chart = base.mark_point(size=60, opacity=0, color=palette.text).encode(tooltip=tooltip())
    return hovered
