"""What a click on the heatmap means: pure functions, because a test cannot click a chart."""

from collections.abc import Mapping
from typing import Any

HOURS = range(8, 21)
"""The hours that the heatmap shows; each is named by its beginning."""

WEEKDAYS = range(1, 8)

PARAMETER = "cell"
"""Name of the chart's selection."""

Cell = tuple[int, int]
"""ISO weekday and local hour."""


def token(cell: Cell) -> str:
    """How a cell is written in the URL, the same in every language."""
    return f"{cell[0]}-{cell[1]}"


def every_cell() -> dict[str, Cell]:
    """Every cell of the heatmap by its token, empty ones included."""
    return {token((weekday, hour)): (weekday, hour) for weekday in WEEKDAYS for hour in HOURS}


def clicked(selected: Mapping[str, Any]) -> str | None:
    """The token of the cell that Vega reports as selected; None when nothing is, or no cell that we show."""
    points = selected.get(PARAMETER) or []
    for point in points:
        if "token" in point and str(point["token"]) in every_cell():
            return str(point["token"])
    return None
