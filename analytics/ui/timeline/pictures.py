"""One student's days and goals, and where a video makes students write."""

from collections import Counter
from datetime import date, timedelta

import altair as alt
import pandas as pd

from analytics.rows import rows
from analytics.ui import clicks, numbers
from analytics.ui.charts.layers import layered, tooltip, whole_axis
from analytics.ui.i18n import gettext as _
from analytics.ui.i18n import ngettext
from analytics.ui.theme import STATUS, Palette
from analytics.ui.timeline.columns import ZONE, moment
from analytics.ui.timeline.told import what
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
            color=_kinds(palette),
            tooltip=tooltip(),
        )
    )
    return layered(bars, palette=palette, height=260)


def calendar(days: pd.DataFrame, *, palette: Palette, chosen: str = "") -> alt.LayerChart:
    """Weeks across, weekdays down: the last year that the student was active in; the chosen day is framed."""
    dates = pd.to_datetime(days["activity_date"])
    counts = dict(zip(dates, days["activity_count"].astype(int), strict=True))
    last = max(counts)
    first = max(min(counts), last - pd.Timedelta(weeks=WEEKS_SHOWN - 1))
    monday = first - pd.Timedelta(days=first.weekday())
    most = max(counts.values())
    shown = pd.DataFrame(
        {
            "token": day.strftime("%Y-%m-%d"),
            "chosen": day.strftime("%Y-%m-%d") == chosen,
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
    mondays = pd.date_range(monday, last, freq="W-MON")
    # A month is named at its first week; a history of days at its only one.
    named = [day for day in mondays if day.day <= 7] or mondays[:1]
    months = {day.strftime("%Y-%m-%d"): numbers.month(day) for day in named}
    labels = " : ".join(f"datum.value == '{week}' ? '{said}'" for week, said in months.items())
    cells = (
        alt.Chart(shown)
        .mark_rect(cornerRadius=3, strokeWidth=2, cursor="pointer")
        .encode(
            x=alt.X(
                "week:O",
                title=None,
                axis=alt.Axis(
                    values=list(months),
                    labelExpr=f"{labels} : ''",
                    labelAngle=0,
                    labelAlign="left",
                    labelOverlap="greedy",
                    orient="top",
                ),
            ),
            y=alt.Y(
                "weekday:O",
                title=None,
                axis=alt.Axis(labelExpr=f"{names!r}[datum.value]"),
                scale=alt.Scale(domain=list(range(7))),
            ),
            color=alt.Color("colour:N", scale=None),
            stroke=alt.condition("datum.chosen", alt.value(STATUS["STALLED"]), alt.value(palette.ground)),
            tooltip=tooltip(),
        )
    )
    return layered(cells.add_params(clicks.selection()), palette=palette, height=210)


def week(activities: pd.DataFrame, *, monday: date, palette: Palette) -> alt.LayerChart:
    """Seven days across, their hours down: a dot for each activity, those of an hour side by side; New York's time."""
    names = [f"{numbers.weekday(number)} {(monday + timedelta(days=number)).day}" for number in range(7)]
    beside: Counter[tuple[int, int]] = Counter()
    shown = pd.DataFrame(
        {
            "day": local.weekday() + 0.15 + min(_next(beside, (local.weekday(), local.hour)), 10) * 0.07,
            "hour": local.hour + local.minute / 60,
            "kind": _kind(row["activity_type"]),
            "sentence": " · ".join(
                part for part in (moment(row["created_at"]), what(row), row["video_title"], row["course_title"]) if part
            ),
        }
        for row in rows(activities.iloc[::-1])
        for local in [row["created_at"].tz_convert(ZONE)]
    )
    dots = (
        alt.Chart(shown)
        .mark_circle(size=110, opacity=0.85)
        .encode(
            x=alt.X(
                "day:Q",
                title=None,
                scale=alt.Scale(domain=[0, 7], nice=False),
                axis=alt.Axis(
                    values=list(range(7)),
                    labelExpr=f"{names!r}[datum.value]",
                    labelAlign="left",
                    labelFlush=False,
                    labelAngle=0,
                    orient="top",
                ),
            ),
            y=alt.Y(
                "hour:Q",
                title=None,
                scale=alt.Scale(domain=[24, 0], nice=False),
                axis=alt.Axis(values=list(range(0, 25, 6)), labelExpr="datum.value + ':00'"),
            ),
            color=_kinds(palette),
            tooltip=tooltip(),
        )
    )
    return layered(dots, palette=palette, height=260)


def goal_bars(goals: pd.DataFrame, *, palette: Palette) -> alt.LayerChart:
    """One bar per goal, from its first activity to its last."""
    shown = pd.DataFrame(
        {
            "token": row["goal_id"],
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
        x=alt.X("start:T", title=None, scale=alt.Scale(type="utc")),
        y=alt.Y("token:N", sort=list(shown["token"]), axis=None),
        tooltip=tooltip(),
    )
    bars = base.mark_bar(height=14, cornerRadius=4, yOffset=9, minBandSize=14, cursor="pointer").encode(
        x2="end:T", color=alt.Color("colour:N", scale=None)
    )
    ends = base.mark_tick(thickness=4, size=14, yOffset=9).encode(color=alt.Color("colour:N", scale=None))
    names = base.mark_text(align="left", dy=-9, fontSize=13, color=palette.text, limit=600).encode(text="label:N")
    return layered(bars.add_params(clicks.selection()), ends, names, palette=palette, height=46 * len(shown) + 30)


def _next(taken: Counter[tuple[int, int]], place: tuple[int, int]) -> int:
    taken[place] += 1
    return taken[place] - 1


def _kinds(palette: Palette) -> alt.Color:
    return alt.Color(
        "kind:N",
        title=None,
        scale=alt.Scale(
            domain=[_("Reflections"), _("Checkpoints"), _("Other activities")],
            range=[STATUS["STALLED"], palette.primary, palette.previous],
        ),
        legend=alt.Legend(orient="top", labelColor=palette.text, labelFontSize=13),
    )


def _kind(code: str) -> str:
    if code.endswith("_reflection"):
        return _("Reflections")
    return _("Checkpoints") if code == "checkpoint_reached" else _("Other activities")
