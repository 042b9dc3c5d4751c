"""When the centre is full: weekdays down, hours across, each cell on the teal ramp and open to a click."""

import altair as alt
import pandas as pd

from analytics.rows import Row, rows
from analytics.theme import STATUS, Palette
from analytics.ui import clicks, numbers
from analytics.ui.charts.layers import layered, tooltip
from analytics.ui.engagement import cells, words
from analytics.ui.i18n import gettext as _


def week_heat(heatmap: pd.DataFrame, *, palette: Palette, hours: range, days: str, chosen: str = "") -> alt.LayerChart:
    """Minutes by weekday and hour of so many `days`, as a reader is told; the chosen cell is framed."""
    drawn = cells.cells_of(hours)
    known = {(row["iso_weekday"], row["hour_local"]): int(row["minutes"]) for row in rows(heatmap)}
    most = max((known.get(cell, 0) for cell in drawn.values()), default=0)
    shown = pd.DataFrame(
        _cell(token, cell, known.get(cell, 0), most, palette, days) | {"chosen": token == chosen}
        for token, cell in drawn.items()
    )
    base = alt.Chart(shown).encode(
        x=alt.X(
            "hour:O",
            title=_("Hour from"),
            sort=list(hours),
            axis=alt.Axis(labelAngle=0, orient="top"),
        ),
        y=alt.Y(
            "weekday:N", title=None, sort=list(map(words.weekday, cells.WEEKDAYS)), axis=alt.Axis(labelFontSize=13)
        ),
        tooltip=tooltip(),
    )
    rectangles = base.mark_rect(cornerRadius=4, strokeWidth=2, cursor=clicks.CURSOR).encode(
        color=alt.Color("colour:N", scale=None),
        stroke=alt.condition("datum.chosen", alt.value(STATUS["STALLED"]), alt.value(palette.ground)),
    )
    return layered(rectangles.add_params(clicks.selection()), palette=palette, height=32 * len(cells.WEEKDAYS))


def _cell(token: str, cell: cells.Cell, minutes: int, most: int, palette: Palette, days: str) -> Row:
    weekday, hour = cell
    return {
        **clicks.mark(token, minutes),
        "weekday": words.weekday(weekday),
        "hour": hour,
        "colour": palette.ramp(0.06 + 0.94 * minutes / most) if minutes else palette.panel,
        "sentence": _("{hour}: {minutes} min in the last {days}").format(
            hour=words.cell(weekday, hour), minutes=numbers.whole(minutes), days=days
        ),
    }
