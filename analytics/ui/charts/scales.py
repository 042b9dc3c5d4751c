"""How far a quantity reaches on a chart: from zero, also where all is zero, with room for what stands at its end."""

from collections.abc import Iterable

import altair as alt

_EM = 0.58
"""How wide a letter of the pages' font is on average, of its size; a little too wide, so that nothing is cut."""

_GAP = 8


def text_pixels(texts: Iterable[str], size: float) -> int:
    """Room for the longest of the texts, in pixels."""
    return int(max(map(len, texts), default=0) * _EM * size) + 1 + _GAP


def shortened(text: str, pixels: float, size: float) -> str:
    """The text, cut where it would take more pixels."""
    most = int((pixels - _GAP) / (_EM * size))
    return text if len(text) <= most else f"{text[: max(most - 1, 1)].rstrip()}…"


def whole_axis() -> alt.Axis:
    """Whole numbers with the reader's separators."""
    return alt.Axis(format=",d", tickMinStep=1, tickCount=alt.ExprRef("width < 420 ? 4 : 6"))


def across(values: Iterable[float], *, texts: Iterable[str] = (), size: float = 12.5) -> alt.Scale:
    """To the right, the largest so far from the edge that the longest text fits at its end."""
    end = alt.ExprRef(f"max(width - {text_pixels(texts, size)}, 20)")
    return alt.Scale(domain=[0, _most(values)], nice=False, range=[0, end])


def upward(values: Iterable[float], *, named: bool = False) -> alt.Scale:
    """From the bottom up, with room above the highest for its number if numbers are written there."""
    return alt.Scale(domain=[0, _most(values)], nice=True, range=[alt.ExprRef("height"), 18 if named else 0])


def wide_enough(marks: int, texts: Iterable[str], size: float) -> str:
    """Whether the texts of so many marks fit side by side, as Vega asks it."""
    return f"width >= {marks * text_pixels(texts, size)}"


def _most(values: Iterable[float]) -> float:
    """Zero alone would have no length: Vega would draw it in the middle."""
    return max(values, default=0) or 1
