"""One student's days and goals, and where a video makes students write."""

import json
from collections import Counter
from datetime import date, datetime, timedelta

import altair as alt
import pandas as pd

from analytics.rows import Row, rows
from analytics.theme import STATUS, Palette
from analytics.ui import clicks, clocks, numbers
from analytics.ui.charts.layers import layered, tooltip
from analytics.ui.charts.scales import upward, whole_axis
from analytics.ui.i18n import gettext as _
from analytics.ui.i18n import ngettext
from analytics.ui.timeline.activity import what
from analytics.ui.timeline.columns import moment, zone
from analytics.ui.timeline.words import activity_type, clock, goal_state

WEEKS_SHOWN = 53
WEEKS_AT_LEAST = 26
"""So that the days of somebody who began yesterday are squares, too."""

_SECONDS_BETWEEN_NAMES = (15, 30, 60, 120, 300, 600, 900, 1800, 3600)
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
            "end": row["from_second"] + 15,
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
    # drawing: how high the bars of a moment reach on one another
    highest = shown.groupby("start")["activities"].sum()
    bars = (
        alt.Chart(shown)
        .transform_stack(stack="activities", as_=["low", "high"], groupby=["start"], sort=[alt.SortField("kind")])
        .mark_rect()
        .encode(
            x=_video_seconds(int(shown["end"].max())),
            x2="end:Q",
            y=alt.Y("low:Q", title=_("Activities"), axis=whole_axis(), scale=upward(highest)),
            y2="high:Q",
            color=_kinds(palette),
            tooltip=tooltip(),
        )
    )
    return layered(bars, palette=palette, height=200)


def _video_seconds(last: int) -> alt.X:
    """The video from its beginning, named every so many seconds that the names stay apart."""
    steps = [
        next((step for step in _SECONDS_BETWEEN_NAMES if last / step <= most), _SECONDS_BETWEEN_NAMES[-1])
        for most in (5, 12)
    ]
    phone, desk = (list(range(0, last + 1, step)) for step in steps)
    named = {second: clock(second) for second in sorted({*phone, *desk})}
    axis = alt.Axis(
        values=alt.ExprRef(f"width < 480 ? {phone} : {desk}"),
        labelExpr=f"({json.dumps(named)})[datum.value]",
        grid=False,
    )
    return alt.X(
        "start:Q",
        title=_("Time in the video, minutes and seconds"),
        axis=axis,
        scale=alt.Scale(domain=[0, last], nice=False),
    )


def calendar(days: pd.DataFrame, *, palette: Palette, chosen: str = "") -> alt.LayerChart:
    """Weeks across, weekdays down: the last year that the student was active in; the chosen day is framed."""
    dates = pd.to_datetime(days["activity_date"])
    counts = dict(zip(dates, days["activity_count"].astype(int), strict=True))
    last = max(counts)
    first = max(min(counts), last - pd.Timedelta(weeks=WEEKS_SHOWN - 1))
    first = min(first, last - pd.Timedelta(weeks=WEEKS_AT_LEAST - 1))
    monday = first - pd.Timedelta(days=first.weekday())
    most = max(counts.values()) or 1
    shown = pd.DataFrame(
        {
            # On a day without activities there is nothing to read.
            **clicks.mark(day.strftime("%Y-%m-%d") if counts.get(day) else "", counts.get(day, 0)),
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
    months = {day.strftime("%Y-%m-%d"): numbers.month(day) for day in mondays if day.day <= 7}
    cells = (
        alt.Chart(shown)
        .mark_rect(cornerRadius=3, strokeWidth=2, cursor=clicks.CURSOR)
        .encode(
            x=alt.X(
                "week:O",
                title=None,
                axis=alt.Axis(
                    values=list(months),
                    labelExpr=f"({json.dumps(months, ensure_ascii=False)})[datum.value]",
                    labelAngle=0,
                    labelAlign="left",
                    # A month that begins in the last column would be written past the picture's edge.
                    labelBound=True,
                    orient="top",
                ),
            ),
            y=alt.Y(
                "weekday:O",
                title=None,
                axis=alt.Axis(labelExpr=f"{json.dumps(names, ensure_ascii=False)}[datum.value]"),
                scale=alt.Scale(domain=list(range(7))),
            ),
            color=alt.Color("colour:N", scale=None),
            stroke=alt.condition("datum.chosen", alt.value(STATUS["STALLED"]), alt.value(palette.ground)),
            tooltip=tooltip(),
        )
    )
    return layered(cells.add_params(clicks.selection()), palette=palette, height=180)


def week(activities: pd.DataFrame, *, monday: date, palette: Palette) -> alt.LayerChart:
    """Seven days across, their hours down: a dot for each activity, those of an hour side by side, by their zone."""
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
        for local in [clocks.local(row["created_at"], zone())]
    )
    dots = (
        alt.Chart(shown)
        .mark_circle(size=60, opacity=0.85)
        .encode(
            x=alt.X(
                "day:Q",
                title=None,
                scale=alt.Scale(domain=[0, 7], nice=False),
                axis=alt.Axis(
                    values=list(range(7)),
                    labelExpr=f"{json.dumps(names, ensure_ascii=False)}[datum.value]",
                    labelAlign="left",
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
    return layered(dots, palette=palette, height=200)


def goal_bars(goals: pd.DataFrame, *, palette: Palette) -> alt.LayerChart:
    """One bar per goal, from its first activity to its last, on their zone's clock."""
    found = rows(goals)
    spans = [(clocks.local(row["goal_start"], zone()), clocks.local(row["goal_end"], zone())) for row in found]
    shown = pd.DataFrame(
        {
            **clicks.mark(row["goal_id"], row["total_activities"]),
            "start": clocks.drawn(start),
            "end": clocks.drawn(end),
            "colour": _GOAL_COLOURS[row["goal_state"]],
            "label": label,
            "sentence": _("{goal}: from {start} to {end}").format(
                goal=label, start=numbers.day(start), end=numbers.day(end)
            ),
        }
        for row, (start, end) in zip(found, spans, strict=True)
        for label in [_goal(row)]
    )
    base = alt.Chart(shown).encode(
        x=_dates(min(start for start, _end in spans), max(end for _start, end in spans)),
        y=alt.Y("token:N", sort=list(shown["token"]), axis=None),
        tooltip=tooltip(),
    )
    bars = base.mark_bar(height=14, cornerRadius=4, yOffset=9, minBandSize=14, cursor=clicks.CURSOR).encode(
        x2="end:T", color=alt.Color("colour:N", scale=None)
    )
    ends = base.mark_tick(thickness=4, size=14, xOffset=2, yOffset=9).encode(color=alt.Color("colour:N", scale=None))
    # At the left edge, whenever the goal began: beside a late bar its name would leave the picture.
    names = base.mark_text(align="left", dy=-9, fontSize=13, color=palette.text, limit=alt.ExprRef("width")).encode(
        x=alt.value(0), text="label:N"
    )
    return layered(bars.add_params(clicks.selection()), ends, names, palette=palette, height=46 * len(shown))


def _goal(row: Row) -> str:
    """A goal in words: its title, what became of it, how much was done for it."""
    done = ngettext("{count} activity", "{count} activities", row["total_activities"])
    return " · ".join(
        (
            row["goal_title"] or _("A goal that is gone"),
            goal_state(row["goal_state"]),
            done.format(count=numbers.whole(row["total_activities"])),
        )
    )


def _dates(first: datetime, last: datetime) -> alt.X:
    """From the first day to the end of the last; months are named at their first days, single days in a short time."""
    begin, end = (pd.Timestamp(moment).floor("D") for moment in (first, last + timedelta(days=1)))
    short = end - begin < pd.Timedelta(days=62)
    ticks = pd.date_range(begin, end, freq="D" if short else "MS")
    step = max(1, -(-len(ticks) // 6))
    said = {day.strftime("%Y-%m-%d"): numbers.short_day(day) if short else numbers.month(day) for day in ticks[::step]}
    axis = alt.Axis(
        values=[clocks.drawn(day) for day in ticks[::step]],
        labelExpr=f"({json.dumps(said, ensure_ascii=False)})[utcFormat(datum.value, '%Y-%m-%d')]",
        title=None,
    )
    # A little more, so that a bar that begins on the last day is still to be seen.
    edge = end + (end - begin) / 32
    return alt.X("start:T", axis=axis, scale=alt.Scale(type="utc", domain=[clocks.drawn(begin), clocks.drawn(edge)]))


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
    )


def _kind(code: str) -> str:
    if code.endswith("_reflection"):
        return _("Reflections")
    return _("Checkpoints") if code == "checkpoint_reached" else _("Other activities")
