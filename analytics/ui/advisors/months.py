"""The marketplace's months as bars."""

import altair as alt
import pandas as pd

from analytics.rows import rows
from analytics.theme import Palette
from analytics.ui import numbers
from analytics.ui.advisors.columns import Measure
from analytics.ui.charts.layers import layered
from analytics.ui.charts.periods import in_month, period_axes, period_bars
from analytics.ui.i18n import gettext as _


def measured_months(months: pd.DataFrame, *, measure: Measure, palette: Palette) -> alt.LayerChart:
    """One measure of the marketplace's months; months without it are left out."""
    shown = pd.DataFrame(
        {
            "period": row["mes"].strftime("%Y-%m"),
            "label": numbers.month(row["mes"]),
            "value": float(row[measure.column]),
            "running": bool(row["is_running"]),
            # Without the unit that the axis needs: the value bears it.
            "sentence": in_month(measure.name.partition(",")[0], row["mes"], measure.write(row[measure.column])),
        }
        for row in rows(months[months[measure.column].notna()])
    )
    return layered(
        *period_bars(period_axes(shown, across=_("Month"), up=measure.name), palette), palette=palette, height=200
    )
