"""Counts by kind: horizontal bars, each with its number."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from analytics.rows import Row
from analytics.ui import numbers
from analytics.ui.charts.layers import layered, room, whole_axis
from analytics.ui.curriculum import words
from analytics.ui.i18n import gettext as _
from analytics.ui.theme import STATUS, Palette


def anomaly_kinds(kinds: Sequence[Row], *, palette: Palette) -> alt.LayerChart:
    """How many findings there are of each kind, most first."""
    shown = pd.DataFrame(
        {
            "kind": words.anomaly(row["kind"]),
            "count": float(row["findings"]),
            "label": numbers.whole(row["findings"]),
        }
        for row in kinds
    )
    return _bars(shown, _("Findings"), STATUS["ANOMALY"], palette)


def _bars(shown: pd.DataFrame, title: str, colour: str, palette: Palette) -> alt.LayerChart:
    base = alt.Chart(shown).encode(
        y=alt.Y("kind:N", title=None, sort=shown["kind"].to_list(), axis=alt.Axis(labelFontSize=13)),
        x=alt.X("count:Q", title=title, axis=whole_axis(), scale=room(shown["count"], 0.25)),
        tooltip=[alt.Tooltip("kind:N", title=" "), alt.Tooltip("label:N", title=title)],
    )
    bars = base.mark_bar(size=18, cornerRadiusEnd=3, color=colour)
    text = base.mark_text(align="left", dx=6, fontSize=12.5, color=palette.text).encode(text="label:N")
    return layered(bars, text, palette=palette, height=32 * max(len(shown), 1) + 46)
