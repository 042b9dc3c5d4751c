"""The first view of every map, of what it hands to deck.gl: circles that fill their window, names that do not meet."""

import json
from collections.abc import Callable
from itertools import combinations
from math import log, pi, radians, tan
from typing import Any

import pydeck
import pytest

from analytics.ui import i18n
from analytics.ui.charts import circle_map
from analytics.ui.charts.circle_map import CircleMap
from db.settings import PROJECT
from tests.pictures.figures import every_figure
from tests.pictures.frames import (
    AROUND_CALI,
    DRAWINGS,
    ENDS_OF_COLOMBIA,
    FAR_APART,
    FRAMES,
    TOWNS_OF_JAVA,
    Frame,
    groups_in,
    offers_in,
)
from tests.pictures.scenegraph import Box, text_width

MAPS = sorted(name for name, function in every_figure().items() if function.__annotations__["return"] is CircleMap)

WINDOWS = {"phone": Box("phone", 0, 0, 340, 360), "desk": Box("desk", 0, 0, 860, 520)}
"""What a browser's window of 400 and one of 1400 pixels leave for a map, at least."""

EDGE = 30
CLOSEST = 6.5
"""Where one town alone is shown."""

PLACES: dict[str, tuple[Callable[[Frame, list[str]], Any], list[str]]] = {
    "towns around Cali": (offers_in, AROUND_CALI),
    "Colombia's ends": (offers_in, ENDS_OF_COLOMBIA),
    "the south": (offers_in, ["Leticia", "Pasto"]),
    "towns around Jakarta": (groups_in, TOWNS_OF_JAVA),
    "Indonesia's ends": (groups_in, FAR_APART),
}


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.name)
@pytest.mark.parametrize("name", MAPS, ids=lambda name: name.rpartition(".")[-1])
def test_a_map_shows_all_its_circles_and_no_name_meets_another(name: str, frame: Frame) -> None:
    with i18n.speaking("en"):
        _look_at(DRAWINGS[name](frame))


@pytest.mark.parametrize("drawing", PLACES)
@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.name)
def test_a_map_of_places_close_together_or_far_apart_does(drawing: str, frame: Frame) -> None:
    draw, cities = PLACES[drawing]
    with i18n.speaking("es"):
        _look_at(draw(frame, cities))


def test_a_map_without_a_circle_shows_its_country() -> None:
    for draw in (groups_in, offers_in):
        for deck in draw(FRAMES[0], []).decks.values():
            view, _circles, _names = _parts(deck)
            assert -11 < view["latitude"] < 12


def test_the_largest_of_places_far_apart_are_named() -> None:
    for draw, cities in ((groups_in, FAR_APART), (offers_in, ENDS_OF_COLOMBIA)):
        for window, deck in draw(FRAMES[0], cities).decks.items():
            _view, _circles, names = _parts(deck)
            assert len(names) >= (7 if window == "desk" else 5)


def test_the_style_shows_the_desks_map_where_it_has_its_width() -> None:
    style = (PROJECT / "analytics/document/page.css").read_text(encoding="utf-8")
    assert f"@container (min-width: {WINDOWS['desk'].right}px)" in style
    assert {name: (window.wide, window.high) for name, window in circle_map.WINDOWS.items()} == {
        name: (window.right, window.bottom) for name, window in WINDOWS.items()
    }


def _look_at(figure: CircleMap) -> None:
    assert set(figure.decks) == set(WINDOWS)
    for name, deck in figure.decks.items():
        _look_at_window(deck, WINDOWS[name])


def _look_at_window(deck: pydeck.Deck, window: Box) -> None:
    view, circles, names = _parts(deck)
    drawn = {tuple(circle["position"]): _circle(circle, view, window) for circle in circles}
    written = {tuple(name["position"]): _name(name, view, window) for name in names}
    assert drawn
    for box in [*drawn.values(), *written.values()]:
        assert box.lies_in(window, slack=0), f"{box} leaves {window}"
    assert view["zoom"] == CLOSEST or _fills([*drawn.values()], window)
    for one, other in combinations(written.values(), 2):
        assert not one.meets(other, slack=0), f"{one} meets {other}"
    for place, label in written.items():
        for other_place, box in drawn.items():
            assert place == other_place or not label.meets(box, slack=0), f"{label} lies on {box}"


def _fills(circles: list[Box], window: Box) -> bool:
    """Whether the outermost circles stand where the edge begins, in one direction at least."""
    middles = [((box.left + box.right) / 2, (box.top + box.bottom) / 2) for box in circles]
    across, down = (max(ends) - min(ends) for ends in zip(*middles, strict=True))
    return across > window.right - 2 * EDGE - 1 or down > window.bottom - 2 * EDGE - 1


def _parts(deck: pydeck.Deck) -> tuple[dict[str, Any], list[dict[str, Any]], list[dict[str, Any]]]:
    written = json.loads(deck.to_json())
    _ground, circles, names = written["layers"]
    return written["initialViewState"], circles["data"], names["data"]


def _pixels(position: list[float], view: dict[str, Any], window: Box) -> tuple[float, float]:
    """Mercator, as deck.gl has it: the world is 512 pixels wide at zoom 0."""
    across, down = _mercator(*position)
    middle_across, middle_down = _mercator(view["longitude"], view["latitude"])
    scale = 512 * 2 ** view["zoom"]
    return (across - middle_across) * scale + window.right / 2, (down - middle_down) * scale + window.bottom / 2


def _mercator(longitude: float, latitude: float) -> tuple[float, float]:
    return (longitude + 180) / 360, (pi - log(tan(pi / 4 + radians(latitude) / 2))) / (2 * pi)


def _circle(circle: dict[str, Any], view: dict[str, Any], window: Box) -> Box:
    (x, y), radius = _pixels(circle["position"], view, window), circle["radius"]
    return Box("circle", x - radius, y - radius, x + radius, y + radius, circle["sentence"])


def _name(name: dict[str, Any], view: dict[str, Any], window: Box) -> Box:
    x, y = _pixels(name["position"], view, window)
    x, y = x + name["offset"][0], y + name["offset"][1]
    wide = text_width(name["name"], 13)
    left = x - {"middle": wide / 2, "start": 0, "end": wide}[name["anchor"]]
    return Box("name", left, y - 6.5, left + wide, y + 6.5, name["name"])
