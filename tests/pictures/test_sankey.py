"""The Sankey's names on a phone, a tablet and a desk: as wide as ECharts leaves room for, in the pages' font."""

import itertools
from typing import Any

import pytest

from analytics.ui import i18n
from analytics.ui.curriculum.charts import Sankey, curriculum_sankey
from tests.pictures.frames import DRAWINGS, FRAMES, Frame
from tests.pictures.scenegraph import text_width

NAME = f"{curriculum_sankey.__module__}.curriculum_sankey"
DISTANCE = 5
"""Pixels that ECharts leaves between a box and its label."""


def _options(frame: Frame, language: str) -> list[dict[str, Any]]:
    with i18n.speaking(language):
        figure = DRAWINGS[NAME](frame)
    assert isinstance(figure, Sankey)
    [series] = figure.spec["series"]
    return [
        {**series, **option["option"]["series"][0], "narrowest": option["query"].get("minWidth", 350)}
        for option in figure.spec["media"]
    ]


@pytest.mark.parametrize("frame", [frame for frame in FRAMES if not frame.zero], ids=lambda frame: frame.name)
@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_a_name_ends_before_the_next_column_and_the_edge(frame: Frame, language: str) -> None:
    for series in _options(frame, language):
        columns = max(node["depth"] for node in series["data"])
        between = (series["narrowest"] - series["left"] - series["right"] - series["nodeWidth"]) / columns
        for node in series["data"]:
            free = series["right"] if node["depth"] == columns else between - series["nodeWidth"]
            for line in node["label"]["formatter"].split("\n"):
                assert text_width(line, series["label"]["fontSize"]) + DISTANCE <= free, (series["narrowest"], line)


@pytest.mark.parametrize("frame", [frame for frame in FRAMES if not frame.zero], ids=lambda frame: frame.name)
def test_names_below_one_another_do_not_meet(frame: Frame) -> None:
    for series in _options(frame, "en"):
        last = max(node["depth"] for node in series["data"])
        column = [node["label"]["formatter"] for node in series["data"] if node["depth"] == last]
        high = max(label.count("\n") + 1 for label in column) * series["label"]["lineHeight"]
        assert len(column) == 1 or high <= series["nodeGap"]
        assert len(column) * series["nodeGap"] < 300


def test_every_width_has_its_size() -> None:
    queries = [option["query"] for option in _media(FRAMES[0])]
    ends = [(query.get("minWidth", 0), query.get("maxWidth", 9999)) for query in queries]
    assert ends[0][0] == 0
    assert ends[-1][1] == 9999
    assert all(one[1] + 1 == other[0] for one, other in itertools.pairwise(ends))


def _media(frame: Frame) -> list[dict[str, Any]]:
    with i18n.speaking("en"):
        figure = DRAWINGS[NAME](frame)
    assert isinstance(figure, Sankey)
    media: list[dict[str, Any]] = figure.spec["media"]
    return media
