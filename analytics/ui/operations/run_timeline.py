"""A run's timeline: a bar per table from its start to its end, under the name of its source."""

import altair as alt
import pandas as pd

from analytics.rows import Row, rows
from analytics.theme import OUTCOME, Palette
from analytics.ui import numbers, words
from analytics.ui.charts.layers import layered, tooltip
from analytics.ui.charts.scales import across, whole_axis
from analytics.ui.i18n import gettext as _

ROW_HEIGHT = 24
NAME_LIMIT = 160

_HEAD = "¶"
"""Marks the row that bears a source's name; no table's name starts with it."""


def run_timeline(tables: pd.DataFrame, *, palette: Palette) -> alt.LayerChart:
    """Tables down, grouped by source, both in the order in which they began; seconds of the run across."""
    sources = list(dict.fromkeys(tables["source"]))
    order = [
        place
        for source in sources
        for place in [_HEAD + source, *(_place(table) for table in rows(tables[tables["source"] == source]))]
    ]
    longest = max(float(tables["to_second"].max()), 0.1)
    divisor, title = (60, _("Minutes since the run began")) if longest > 300 else (1, _("Seconds since the run began"))
    shown = pd.DataFrame(_bar(table, divisor, longest) for table in rows(tables))
    scale = across(shown["ends"], texts=shown["label"], size=12)
    base = alt.Chart(shown).encode(
        x=alt.X("begins:Q", title=title, scale=scale, axis=alt.Axis(tickCount=whole_axis().tickCount)),
        y=alt.Y("place:N", title=None, sort=order, scale=alt.Scale(domain=order), axis=_names(sources, palette)),
        tooltip=tooltip(),
    )
    bars = base.mark_bar(size=14, cornerRadius=2).encode(
        x2="ends:Q", color=alt.Color("colour:N", scale=None, legend=None)
    )
    # On a phone there is room for how it fared, or for how long it took, not for both.
    said = alt.ExprRef("width < 260 ? datum.short : datum.label")
    text = base.mark_text(align="left", dx=6, fontSize=12, color=palette.text, text=said).encode(x="ends:Q")
    return layered(bars, text, palette=palette, height=ROW_HEIGHT * len(order))


def _names(sources: list[str], palette: Palette) -> alt.Axis:
    """Sources in bold, tables below theirs."""
    said = ", ".join(f"'{_HEAD}{source}': '{words.source(source)}'" for source in sources)
    is_head = f"datum.value[0] === '{_HEAD}'"
    return alt.Axis(
        labelExpr=f"{is_head} ? ({{{said}}})[datum.value] : split(datum.value, '\\n')[1]",
        labelFontWeight=alt.condition(is_head, alt.value(600), alt.value(400)),
        labelColor=alt.condition(is_head, alt.value(palette.text), alt.value(palette.quiet)),
        labelFontSize=12.5,
        labelLimit=NAME_LIMIT,
    )


def _place(table: Row) -> str:
    return f"{table['source']}\n{table['table']}"


def _bar(table: Row, divisor: int, longest: float) -> Row:
    begins, ends = float(table["from_second"]), float(table["to_second"])
    return {
        "place": _place(table),
        "begins": begins / divisor,
        # What took no time worth mentioning is still to be seen.
        "ends": max(ends, begins + longest / 300) / divisor,
        "colour": OUTCOME[table["status"]],
        "label": _label(table),
        "short": _short(table),
        "sentence": _sentence(table),
    }


def _label(table: Row) -> str:
    took, short = numbers.milliseconds(table["duration_ms"]), _short(table)
    return short if table["status"] in {"succeeded", "skipped"} else f"{took} · {short}"


def _short(table: Row) -> str:
    succeeded = table["status"] == "succeeded"
    return numbers.milliseconds(table["duration_ms"]) if succeeded else words.run_status(table["status"])


def _sentence(table: Row) -> str:
    said = [
        f"{words.source(table['source'])} {table['table']}",
        words.run_status(table["status"]),
        numbers.milliseconds(table["duration_ms"]),
        _("{count} rows read").format(count=numbers.whole(table["rows_read"])),
    ]
    if table["rows_per_second"] is not None:
        said.append(numbers.rows_per_second(table["rows_per_second"]))
    if table["bytes_per_second"] is not None:
        said.append(numbers.bytes_per_second(table["bytes_per_second"]))
    return " · ".join(said)
