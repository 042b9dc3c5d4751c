"""Marks that answer to clicks bear what a click chooses and the number that they say; others have no hand on them."""

import re

import altair as alt
import pytest

from analytics.ui import clicks, i18n
from tests.pictures.frames import DRAWINGS, FRAMES, Frame


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.name)
@pytest.mark.parametrize("name", sorted(DRAWINGS))
def test_a_mark_that_answers_to_a_click_says_the_number_that_it_opens(name: str, frame: Frame) -> None:
    with i18n.speaking("en"):
        figure = DRAWINGS[name](frame)
    if not isinstance(figure, alt.LayerChart):
        return
    drawn = figure.to_dict()
    marks = [mark for rows in drawn["datasets"].values() for mark in rows if mark.get("token")]
    assert bool(marks) <= (clicks.PARAMETER in [asked["name"] for asked in drawn.get("params", [])])
    for mark in marks:
        assert str(mark["count"]) in re.sub(r"(?<=\d),(?=\d{3})", "", mark["sentence"]), mark


def test_pictures_that_answer_to_clicks_are_found() -> None:
    with i18n.speaking("en"):
        figures = {name: draw(FRAMES[0]) for name, draw in DRAWINGS.items()}
    answering = {name for name, figure in figures.items() if clicks.PARAMETER in str(getattr(figure, "params", ""))}
    assert {name.rpartition(".")[2] for name in answering} == {"calendar", "goal_bars", "inactive_bars", "week_heat"}
