"""What hovering says: one prepared sentence that names the thing, never fields, codes or colours."""

import json
import re
from collections.abc import Iterator
from typing import Any

import altair as alt
import pytest
import vl_convert

from analytics.ui import i18n
from analytics.ui.charts.circle_map import CircleMap
from analytics.ui.curriculum.charts import Sankey
from tests.pictures.figures import Figure
from tests.pictures.frames import DRAWINGS, FRAMES
from tests.pictures.scenegraph import specification
from tests.thoroughness import in_turn

NO_WORDS = re.compile(r"#[0-9A-Fa-f]{6}|\b(nan|None|null|undefined|NaT)\b|^\W*[\d.,%\s]+\W*$")


@pytest.mark.parametrize(("name", "language"), in_turn([(name,) for name in sorted(DRAWINGS)], i18n.LANGUAGES))
def test_hovering_says_a_sentence(name: str, language: str) -> None:
    with i18n.speaking(language):
        figure = DRAWINGS[name](FRAMES[0])
    said = list(_said(figure))
    assert said
    for sentence in said:
        assert not NO_WORDS.search(sentence), sentence
        assert len(re.findall(r"[^\W\d_]{2,}", sentence)) >= 2, sentence


@pytest.mark.parametrize("name", sorted(DRAWINGS))
def test_no_mark_lists_its_fields(name: str) -> None:
    with i18n.speaking("en"):
        figure = DRAWINGS[name](FRAMES[0])
    if isinstance(figure, alt.LayerChart):
        compiled = vl_convert.vegalite_to_vega(specification(figure, 1000))
        tooltips = [json.dumps(mark["encode"]["update"].get("tooltip")) for mark in _marks(compiled)]
        assert {field for tooltip in tooltips for field in re.findall(r"datum\W+(\w+)", tooltip)} == {"sentence"}
        assert not any("{" in tooltip.partition("signal")[2] for tooltip in tooltips), tooltips
    elif isinstance(figure, CircleMap):
        for deck in figure.decks.values():
            assert json.loads(deck.to_json())["layers"]
            assert deck._tooltip["text"] == "{sentence}"


def _said(figure: Figure) -> Iterator[str]:
    if isinstance(figure, alt.LayerChart):
        for rows in figure.to_dict()["datasets"].values():
            # A gap in a line has no value and says nothing.
            yield from (row["sentence"] for row in rows if "sentence" in row and row.get("value", 0) is not None)
    elif isinstance(figure, Sankey):
        [series] = figure.spec["series"]
        yield from (part["tooltip"]["formatter"] for part in (*series["data"], *series["links"]))
    else:
        layers = [layer for deck in figure.decks.values() for layer in json.loads(deck.to_json())["layers"]]
        yield from (row["sentence"] for layer in layers if layer["pickable"] for row in layer["data"])


def _marks(group: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for mark in group["marks"]:
        yield from _marks(mark) if "marks" in mark else [mark]
