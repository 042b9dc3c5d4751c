"""Where groups stop: courses down, episodes across, each cell a number on the teal ramp."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from analytics.rows import Row, rows
from analytics.theme import STATUS, Palette, contrast
from analytics.ui import numbers
from analytics.ui.charts.layers import layered, tooltip
from analytics.ui.charts.scales import wide_enough
from analytics.ui.curriculum import words
from analytics.ui.curriculum.charts.course_rows import CourseRows
from analytics.ui.i18n import gettext as _
from analytics.ui.i18n import ngettext

BOLD = 14
"""Size of a peak's number."""


def episode_heat(dropoff: pd.DataFrame, *, order: Sequence[str], palette: Palette) -> alt.LayerChart:
    """Stalled groups by the last episode that they reached; each course's peak is framed and bold."""
    short = words.short_courses(order)
    # drawing: each course's darkest cell
    darkest = dropoff.groupby("course_name")["stalled_groups"].max()
    highest = {str(course): int(most) for course, most in darkest.items()}
    shown = pd.DataFrame(_cell(row, short, highest, palette) for row in rows(dropoff))
    present = [brief for brief in short.values() if brief in set(shown["course"])]
    lines = CourseRows(present, high=38)
    base = alt.Chart(shown).encode(
        x=alt.X("episode:O", title=_("Last episode reached"), axis=alt.Axis(labelAngle=0, orient="top", offset=-6)),
        y=lines.y(),
        tooltip=tooltip(),
    )
    cells = base.mark_rect(cornerRadius=4, strokeWidth=3).encode(
        color=alt.Color("colour:N", scale=None),
        stroke=alt.condition("datum.peak", alt.value(STATUS["STALLED"]), alt.value(palette.ground)),
    )
    # Where the numbers do not fit side by side, the colours speak, and hovering says them.
    fits = alt.condition(wide_enough(len(set(shown["episode"])), shown["label"], BOLD), alt.value(1), alt.value(0))
    named = base.encode(text="label:N", color=alt.Color("ink:N", scale=None), opacity=fits)
    plain = named.mark_text(fontSize=13).transform_filter("!datum.peak")
    bold = named.mark_text(fontSize=BOLD, fontWeight=700).transform_filter("datum.peak")
    return layered(cells, plain, bold, lines.names(palette), palette=palette, height=lines.height)


def _cell(row: Row, short: dict[str, str], highest: dict[str, int], palette: Palette) -> Row:
    """Each cell against its own course's peak, so that a small course reads as well as a large one."""
    groups, peak = int(row["stalled_groups"]), highest[row["course_name"]]
    colour = palette.ramp(0.08 + 0.92 * (groups / peak if peak else 0))
    return {
        "course": short[row["course_name"]],
        "episode": int(row["episode"]),
        "label": numbers.whole(groups),
        "peak": bool(row["is_peak"]),
        "colour": colour,
        "ink": max(palette.text, palette.ground, key=lambda ink: contrast(ink, colour)),
        "sentence": _sentence(row, short),
    }


def _sentence(row: Row, short: dict[str, str]) -> str:
    return ngettext(
        "{count} stalled group of {course} stopped after episode {episode} ({share}).",
        "{count} stalled groups of {course} stopped after episode {episode} ({share}).",
        int(row["stalled_groups"]),
    ).format(
        count=numbers.whole(row["stalled_groups"]),
        course=short[row["course_name"]],
        episode=int(row["episode"]),
        share=numbers.or_missing(numbers.percent)(row["share_pct"]),
    )
