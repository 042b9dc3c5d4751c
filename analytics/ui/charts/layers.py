"""What all Altair charts share: layers on quiet axes, the reader's number format, and hover text that is a sentence.

All that moves a mark or a label is said here, so that Streamlit's own look changes no chart's geometry.
"""

from typing import Any

import altair as alt

from analytics.theme import Palette
from analytics.ui import numbers

LABEL_LIMIT = 180
"""Pixels of a name beside an axis, at most; hovering says all of it."""


def layered(*layers: alt.Chart, palette: Palette, height: int) -> alt.LayerChart:
    """The layers on one another, in our colours; the height is the plot's, and axes and legends come on top of it."""
    configuration = alt.Config(
        locale=alt.Locale(**numbers.vega_locale()),
        axis=alt.AxisConfig(**_axis(palette)),
        legend=_legend(palette),
        view=alt.ViewConfig(strokeWidth=0),
        bar=alt.BarConfig(discreteBandSize={"band": 0.85}),
        # Of a mark without a sentence, Streamlit's look would list the fields, a colour's code among them.
        mark=alt.MarkConfig(tooltip=None),
    )
    for layer in layers:
        # What a screen reader reads of a mark; Vega's own would list the fields, a colour's code among them.
        if layer.encoding.tooltip is not alt.Undefined:
            layer.encoding.description = alt.Description("sentence:N")
    return alt.LayerChart(
        layer=list(layers),
        height=height,
        background="transparent",
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        padding={"left": 4, "right": 12, "top": 6, "bottom": 14},
        config=configuration,
    )


def tooltip() -> alt.Tooltip:
    """A sentence on hover."""
    return alt.Tooltip("sentence:N")


def _axis(palette: Palette) -> dict[str, Any]:
    return {
        "labelColor": palette.quiet,
        "titleColor": palette.quiet,
        "gridColor": palette.line,
        "domain": False,
        "ticks": False,
        "labelFontSize": 12,
        "labelPadding": 8,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "titlePadding": 8,
        "labelLimit": LABEL_LIMIT,
        # Each label stands at its tick, the last one too, and what does not fit is left out at even distances.
        "labelFlush": False,
        "labelBound": False,
        "labelOverlap": "parity",
        "labelSeparation": 4,
    }


def _legend(palette: Palette) -> alt.LegendConfig:
    """Above the plot, in as many columns as fit."""
    return alt.LegendConfig(
        orient="top",
        columns=alt.ExprRef("width < 420 ? 2 : 5"),
        title=None,
        labelColor=palette.text,
        labelFontSize=13,
        labelLimit=LABEL_LIMIT,
        labelOffset=4,
        columnPadding=16,
        rowPadding=4,
        padding=0,
        offset=12,
    )
