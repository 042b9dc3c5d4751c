"""A handful of things side by side: bars to the right, each under its name and with its number at its end."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

from analytics.theme import Palette
from analytics.ui import clicks
from analytics.ui.charts.layers import layered, tooltip
from analytics.ui.charts.scales import across, whole_axis


@dataclass(frozen=True)
class Bar:
    """A name, a value, and how the value is written; a quiet one is drawn in the previous period's grey.

    One with a token answers to a click.
    """

    name: str
    value: float
    text: str
    quiet: bool = False
    token: str = ""


def named_bars(bars: Sequence[Bar], *, title: str, palette: Palette, colour: str = "") -> alt.LayerChart:
    """The bars in the order given; in the primary colour unless another is named."""
    shown = pd.DataFrame(
        {
            "name": bar.name,
            "value": float(bar.value),
            "label": bar.text,
            "quiet": bar.quiet,
            **clicks.mark(bar.token, int(bar.value)),
            # Without the unit that the axis needs: the value bears it.
            "sentence": f"{title.partition(',')[0]} · {bar.name}: {bar.text}",
        }
        for bar in bars
    )
    base = alt.Chart(shown).encode(
        y=alt.Y("name:N", title=None, sort=shown["name"].to_list(), axis=alt.Axis(labelFontSize=13)),
        x=alt.X("value:Q", title=title, axis=whole_axis(), scale=across(shown["value"], texts=shown["label"])),
        tooltip=tooltip(),
    )
    drawn = base.mark_bar(size=18, cornerRadiusEnd=3, cursor=clicks.CURSOR).encode(
        color=alt.condition("datum.quiet", alt.value(palette.previous), alt.value(colour or palette.primary))
    )
    if any(bar.token for bar in bars):
        drawn = drawn.add_params(clicks.selection())
    text = base.mark_text(align="left", dx=6, fontSize=12.5, color=palette.text).encode(text="label:N")
    return layered(drawn, text, palette=palette, height=30 * max(len(shown), 1))
