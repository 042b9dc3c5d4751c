"""The cells of the heatmap and how a choice of one is written."""

HOURS = range(8, 21)
"""The hours that the heatmap shows; each is named by its beginning."""

WEEKDAYS = range(1, 8)

Cell = tuple[int, int]
"""ISO weekday and local hour."""


def token(cell: Cell) -> str:
    """How a cell is written in the URL, the same in every language."""
    return f"{cell[0]}-{cell[1]}"


def every_cell() -> dict[str, Cell]:
    """Every cell of the heatmap by its token, empty ones included."""
    return {token((weekday, hour)): (weekday, hour) for weekday in WEEKDAYS for hour in HOURS}
