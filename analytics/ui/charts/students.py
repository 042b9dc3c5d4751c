"""One student's days and goals, and where a video makes students write."""

import altair as alt
import pandas as pd

from analytics.rows import rows
from analytics.ui import numbers
from analytics.ui.charts.layers import layered, tooltip, whole_axis
from analytics.ui.i18n import gettext as _
from analytics.ui.i18n import ngettext
from analytics.ui.theme import STATUS, Palette
from analytics.ui.timeline.words import activity_type, clock, goal_state

WEEKS_SHOWN = 53
_CLOCK = "floor(datum.value / 60) + ':' + (datum.value % 60 < 10 ? '0' : '') + datum.value % 60"
_GOAL_COLOURS = {
    "open": STATUS["ACTIVE"],
    "completed": STATUS["GRADUATED"],
    "abandoned": STATUS["STALLED"],
    "unknown": STATUS["NOT_STARTED"],
}


def along_the_video(moments: pd.DataFrame, *, palette: Palette) -> alt.LayerChart:
    """Reflections and checkpoints above the video's seconds; where students reached a quarter in grey."""
    shown = pd.DataFrame(
        {
            "start": row["from_second"],
            "end": row["from_second"] + 14,
            "activities": row["activities"],
            "kind": _kind(row["activity_type"]),
            "sentence": _("{clock}: {what}, {count} times by {students} students").format(
                clock=clock(row["from_second"]),
                what=activity_type(row["activity_type"]),
                count=numbers.whole(row["activities"]),
                students=numbers.whole(row["students"]),
            ),
        }
        for row in rows(moments)
    )
    kinds = [_("Reflections"), _("Checkpoints"), _("Other activities")]
    bars = (
        alt.Chart(shown)
        .mark_bar()
        .encode(
            x=alt.X(
                "start:Q",
                title=_("Time in the video, minutes and seconds"),
                axis=alt.Axis(labelExpr=_CLOCK, grid=False, tickMinStep=15),
                scale=alt.Scale(domainMin=0, nice=False),
            ),
            x2="end:Q",
            y=alt.Y("activities:Q", title=_("Activities"), axis=whole_axis(), stack="zero"),
            color=alt.Color(
                "kind:N",
                title=None,
                scale=alt.Scale(domain=kinds, range=[STATUS["STALLED"], palette.primary, palette.previous]),
                legend=alt.Legend(orient="top", labelColor=palette.text, labelFontSize=13),
            ),
            tooltip=tooltip(),
        )
    )
    return layered(bars, palette=palette, height=260)


def calendar(days: pd.DataFrame, *, palette: Palette) -> alt.LayerChart:
    """Weeks across, weekdays down: the last year that the student was active in."""
    dates = pd.to_datetime(days["activity_date"])
    counts = dict(zip(dates, days["activity_count"].astype(int), strict=True))
    last = max(counts)
    first = max(min(counts), last - pd.Timedelta(weeks=WEEKS_SHOWN - 1))
    monday = first - pd.Timedelta(days=first.weekday())
    most = max(counts.values())
    shown = pd.DataFrame(
        {
            "week": (day - pd.Timedelta(days=day.weekday())).strftime("%Y-%m-%d"),
            "weekday": day.weekday(),
            "colour": palette.ramp(0.15 + 0.85 * counts[day] / most) if day in counts else palette.panel,
            "sentence": f"{numbers.day(day)}: "
            + ngettext("{count} activity", "{count} activities", counts.get(day, 0)).format(
                count=numbers.whole(counts.get(day, 0))
            ),
        }
        for day in pd.date_range(monday, last)
    )
    names = [numbers.weekday(number) for number in range(7)]
    months = {day.strftime("%Y-%m-%d"): numbers.month(day) for day in pd.date_range(monday, last, freq="W-MON")}
    labels = " : ".join(f"datum.value == '{week}' ? '{said}'" for week, said in months.items())
    cells = (
        alt.Chart(shown)
        .mark_rect(cornerRadius=3, stroke=palette.ground, strokeWidth=2)
        .encode(
            x=alt.X(
                "week:O",
                title=None,
                axis=alt.Axis(labelExpr=f"{labels} : ''", labelAngle=0, labelOverlap="greedy", orient="top"),
            ),
            y=alt.Y(
                "weekday:O",
                title=None,
                axis=alt.Axis(labelExpr=f"{names!r}[datum.value]"),
                scale=alt.Scale(domain=list(range(7))),
            ),
            color=alt.Color("colour:N", scale=None),
            tooltip=tooltip(),
        )
    )
    return layered(cells, palette=palette, height=210)


def goal_bars(goals: pd.DataFrame, *, palette: Palette) -> alt.LayerChart:
    """One bar per goal, from its first activity to its last."""
    shown = pd.DataFrame(
        {
            "key": row["goal_id"],
            "start": row["goal_start"].strftime("%Y-%m-%dT%H:%M:%SZ"),
            "end": row["goal_end"].strftime("%Y-%m-%dT%H:%M:%SZ"),
            "colour": _GOAL_COLOURS[row["goal_state"]],
            "label": " · ".join(
                (
                    row["goal_title"] or _("A goal that is gone"),
                    goal_state(row["goal_state"]),
                    ngettext("{count} activity", "{count} activities", row["total_activities"]).format(
                        count=numbers.whole(row["total_activities"])
                    ),
                )
            ),
            "sentence": f"{numbers.day(row['goal_start'])} – {numbers.day(row['goal_end'])}",
        }
        for row in rows(goals)
    )
    base = alt.Chart(shown).encode(
        x=alt.X("start:T", title=_("From the first to the last activity"), scale=alt.Scale(type="utc")),
        y=alt.Y("key:N", sort=list(shown["key"]), axis=None),
        tooltip=tooltip(),
    )
    bars = base.mark_bar(height=14, cornerRadius=4, yOffset=9, minBandSize=14).encode(
        x2="end:T", color=alt.Color("colour:N", scale=None)
    )
    ends = base.mark_tick(thickness=4, size=14, yOffset=9).encode(color=alt.Color("colour:N", scale=None))
    names = base.mark_text(align="left", dy=-9, fontSize=13, color=palette.text, limit=600).encode(text="label:N")
    return layered(bars, ends, names, palette=palette, height=46 * len(shown) + 30)


def _kind(code: str) -> str:
    if code.endswith("_reflection"):
        return _("Reflections")
    return _("Checkpoints") if code == "checkpoint_reached" else _("Other activities")
