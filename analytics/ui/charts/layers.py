"""What all Altair charts share: layers on quiet axes, the reader's number format, room for labels."""

from typing import Any

import altair as alt
import pandas as pd

from analytics.ui import numbers
from analytics.ui.theme import Palette


def layered(*layers: alt.Chart, palette: Palette, height: int) -> alt.LayerChart:
    """The layers on one another, in our colours."""
    axis: dict[str, Any] = {
        "labelColor": palette.quiet,
        "titleColor": palette.quiet,
        "gridColor": palette.line,
        "domain": False,
        "ticks": False,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "labelLimit": 220,
    }
    padding = {"left": 0, "right": 8, "top": 6, "bottom": 14}
    configuration = alt.Config(
        locale=alt.Locale(**numbers.vega_locale()), axis=alt.AxisConfig(**axis), view=alt.ViewConfig(strokeWidth=0)
    )
    return alt.LayerChart(
        layer=list(layers), height=height, background="transparent", padding=padding, config=configuration
    )


def tooltip() -> alt.Tooltip:
    """A sentence on hover."""
    return alt.Tooltip("sentence:N", title=" ")


def course_axis(courses: list[str]) -> alt.Y:
    """Courses down, in the order given."""
    return alt.Y("course:N", title=None, sort=courses, axis=alt.Axis(labelFontSize=13))


def whole_axis() -> alt.Axis:
    """Whole numbers with the reader's separators."""
    return alt.Axis(format=",d", tickMinStep=1, tickCount=6)


def room(values: "pd.Series[float]", share: float) -> alt.Scale:
    """Room at the end of the longest bar for its label."""
    longest = float(values.max()) if len(values) else 1.0
    return alt.Scale(domain=[0, max(longest, 1.0) * (1 + share)], nice=False)
