"""Every chart of every page as it is drawn, of four kinds of rows: nothing leaves the picture, nothing meets.

Charts are found in the code, so that a new one is looked at as soon as `frames.py` says how to draw it.
"""

from typing import Any

import altair as alt
import pytest

from analytics.ui import i18n
from tests.pictures.figures import every_figure
from tests.pictures.frames import DRAWINGS, FRAMES, Frame
from tests.pictures.rules import faults
from tests.pictures.scenegraph import drawn
from tests.thoroughness import in_turn

PHONE, DESK = 340, 1000
"""How wide a picture is where the window has 400 and 1400 pixels."""

CHARTS = sorted(
    name for name, function in every_figure().items() if function.__annotations__["return"] is alt.LayerChart
)


def _id(value: Any) -> str:
    return value.name if isinstance(value, Frame) else str(value).rpartition(".")[-1]


def test_every_figure_of_the_code_is_looked_at() -> None:
    assert set(every_figure()) == set(DRAWINGS)


@pytest.mark.parametrize(
    ("name", "frame", "shown"),
    in_turn(
        [(name, frame) for name in CHARTS for frame in FRAMES],
        [(width, language) for language in i18n.LANGUAGES for width in (PHONE, DESK)],
    ),
    ids=_id,
)
def test_nothing_leaves_its_picture_and_nothing_meets(name: str, frame: Frame, shown: tuple[int, str]) -> None:
    width, language = shown
    with i18n.speaking(language):
        chart = DRAWINGS[name](frame)
    assert isinstance(chart, alt.LayerChart)
    assert not faults(drawn(chart, width))
