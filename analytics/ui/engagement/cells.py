"""The cells of the heatmap and how a choice of one is written."""

from analytics.ui import rules

HOURS = range(24)
"""The hours of a day; each is named by its beginning."""

WEEKDAYS = range(1, 8)

Cell = tuple[int, int]
"""ISO weekday and local hour."""


def shown_first() -> range:
    """The hours that the heatmap shows until the reader asks for all."""
    return range(*rules.value("academy.shown_hours"))


def token(cell: Cell) -> str:
    """How a cell is written in the URL, the same in every language."""
    return f"{cell[0]}-{cell[1]}"


def every_cell() -> dict[str, Cell]:
    """Every hour of the week by its token, empty ones included."""
    return cells_of(HOURS)


def cells_of(hours: range) -> dict[str, Cell]:
    """The cells of these hours of each day."""
    return {token((weekday, hour)): (weekday, hour) for weekday in WEEKDAYS for hour in hours}
