"""Counts by kind: horizontal bars, each with its number."""

from collections.abc import Sequence

import altair as alt

from analytics.rows import Row
from analytics.theme import STATUS, Palette
from analytics.ui import numbers
from analytics.ui.charts.bars import Bar, named_bars
from analytics.ui.curriculum import words
from analytics.ui.i18n import gettext as _


def anomaly_kinds(kinds: Sequence[Row], *, palette: Palette) -> alt.LayerChart:
    """How many findings there are of each kind, most first."""
    return named_bars(
        [Bar(words.anomaly(row["kind"]), row["findings"], numbers.whole(row["findings"])) for row in kinds],
        title=_("Findings"),
        palette=palette,
        colour=STATUS["ANOMALY"],
    )
