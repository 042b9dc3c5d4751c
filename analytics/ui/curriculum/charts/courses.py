"""How far groups get, course by course: bars whose numbers are written beside them."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from analytics.rows import rows
from analytics.theme import STATUS, Palette
from analytics.ui import numbers
from analytics.ui.charts.layers import layered, tooltip
from analytics.ui.charts.scales import across, whole_axis
from analytics.ui.curriculum import words
from analytics.ui.curriculum.charts.course_rows import CourseRows
from analytics.ui.i18n import gettext as _

STATUS_COLUMNS = {
    "GRADUATED": "groups_graduated",
    "ACTIVE": "groups_active",
    "STALLED": "groups_stalled",
    "NOT_STARTED": "groups_not_started",
}


def course_funnel(funnel: pd.DataFrame, *, order: Sequence[str], palette: Palette) -> alt.LayerChart:
    """Per course: groups that started, graduated, continued, each bar with its number and rate."""
    short = words.short_courses(order)
    steps = (
        ("groups_started", _("started"), "", palette.previous),
        ("groups_graduated", _("graduated"), "graduation_rate_pct", STATUS["GRADUATED"]),
        ("groups_continued", _("continued"), "continuation_rate_pct", palette.primary),
    )
    shown = pd.DataFrame(
        {
            "course": short[course["course_name"]],
            "step": word,
            "groups": float(course[column]),
            "label": (label := _step_label(course[column], word, course.get(rate))),
            "sentence": f"{short[course['course_name']]}: {label}",
        }
        for course in rows(funnel)
        for column, word, rate, _colour in steps
        # Nothing comes after the last course.
        if column != "groups_continued" or course["course_name"] != order[-1]
    )
    sequence = [word for _column, word, _rate, _colour in steps]
    colours = alt.Scale(domain=sequence, range=[colour for _column, _word, _rate, colour in steps])
    lines = CourseRows([short[name] for name in order if name in set(funnel["course_name"])], high=66)
    base = alt.Chart(shown).encode(
        y=lines.y(),
        yOffset=alt.YOffset("step:N", scale=alt.Scale(domain=sequence, paddingInner=0.1, paddingOuter=0)),
        x=alt.X("groups:Q", title=_("Groups"), axis=whole_axis(), scale=across(shown["groups"], texts=shown["label"])),
        tooltip=tooltip(),
    )
    bars = base.mark_bar(cornerRadiusEnd=3, height={"band": 1}).encode(
        color=alt.Color("step:N", legend=None, scale=colours)
    )
    text = base.mark_text(align="left", dx=6, fontSize=12.5, color=palette.text).encode(text="label:N")
    return layered(bars, text, lines.names(palette), palette=palette, height=lines.height)


def status_per_course(funnel: pd.DataFrame, *, palette: Palette) -> alt.LayerChart:
    """Per course, how its groups stand: one lane of bars per status, each bar with its number, all on one scale."""
    short = words.short_courses(funnel["course_name"])
    lines = CourseRows(list(short.values()), high=20)
    # Half of a lane is for the longest bar, the other half for its number.
    lane = 2 * max(float(funnel[list(STATUS_COLUMNS.values())].max().max()), 1.0)
    shown = pd.DataFrame(
        {
            "course": short[course["course_name"]],
            "start": place * lane,
            "end": place * lane + int(course[column]),
            "label": numbers.whole(course[column]),
            "colour": STATUS[code],
            "sentence": f"{short[course['course_name']]} · {words.statuses(code)}: {numbers.whole(course[column])}",
        }
        for course in rows(funnel)
        for place, (code, column) in enumerate(STATUS_COLUMNS.items())
    )
    x = alt.X("start:Q", axis=None, scale=alt.Scale(domain=[0, len(STATUS_COLUMNS) * lane], nice=False))
    base = alt.Chart(shown).encode(x=x, y=lines.y(), tooltip=tooltip())
    bars = base.mark_bar(size=20, cornerRadiusEnd=3).encode(x2="end:Q", color=alt.Color("colour:N", scale=None))
    text = base.mark_text(align="left", dx=6, fontSize=12.5, color=palette.text).encode(
        x=alt.X("end:Q", axis=None), text="label:N"
    )
    return layered(bars, text, _heads(x, lane, palette), lines.names(palette), palette=palette, height=lines.height)


def _heads(x: alt.X, lane: float, palette: Palette) -> alt.Chart:
    """The statuses above their lanes, cut where a lane ends."""
    heads = pd.DataFrame(
        {"start": place * lane, "word": words.statuses(code)} for place, code in enumerate(STATUS_COLUMNS)
    )
    named: alt.Chart = (
        alt.Chart(heads)
        .mark_text(
            align="left",
            baseline="bottom",
            fontSize=12.5,
            color=palette.quiet,
            limit=alt.ExprRef(f"width / {len(STATUS_COLUMNS)} - 4"),
        )
        .encode(x=x, y=alt.value(-4), text="word:N")
    )
    return named


def _step_label(count: float, word: str, rate: float | None) -> str:
    text = f"{numbers.whole(count)} {word}"
    return text if rate is None else f"{text} · {numbers.percent(rate)}"
