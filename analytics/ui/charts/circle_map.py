"""Places on a country's outline: circles that all fit their window, and as many names as have room.

The window's size is not known here, and deck.gl cannot ask for it. So each map is made for two, a phone's and a desk's,
and the page's style shows the one that fits.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import asinh, atan, degrees, log2, pi, radians, sinh, tan
from types import MappingProxyType

import pydeck

from analytics.theme import Palette, rgb
from analytics.ui.charts.ground import corners, ground
from analytics.ui.charts.scales import text_pixels

NAME_SIZE = 13

_WORLD = 512
"""Pixels of the whole world at zoom 0."""

_CLOSEST = 6.5
"""So that one town alone still shows where in the country it lies."""

_EDGE = 30
"""Pixels between the outermost place and the window's edge: a circle, and a name above or below it."""


@dataclass(frozen=True)
class Window:
    """Pixels across and down that a map has at least, and how many names it bears at most."""

    wide: int
    high: int
    most_names: int


WINDOWS = MappingProxyType({"phone": Window(340, 360, 8), "desk": Window(860, 520, 14)})
"""The desk's width is where page.css begins to show its map."""


@dataclass(frozen=True)
class CircleMap:
    """A map in each window."""

    decks: Mapping[str, pydeck.Deck]


@dataclass(frozen=True)
class Circle:
    """A place: what is written beside it, what hovering says, and how large and in which colour it is drawn."""

    name: str
    sentence: str
    latitude: float
    longitude: float
    radius: float
    colour: list[int]


@dataclass(frozen=True)
class Label:
    """A name, how far from its circle's middle it is written, and the pixels that it takes in the first view."""

    circle: Circle
    anchor: str
    offset: tuple[float, float]
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, left: float, top: float, right: float, bottom: float) -> bool:
        return self.left < right and left < self.right and self.top < bottom and top < self.bottom


class Map(pydeck.Deck):  # type: ignore[misc]
    """A map whose specification is written once, however often it is drawn, and without pydeck's indentation."""

    @cached_property
    def _written(self) -> str:
        return json.dumps(json.loads(super().to_json()), separators=(",", ":"))

    def to_json(self) -> str:
        return self._written


def circle_map(country: str, circles: Sequence[Circle], *, palette: Palette) -> CircleMap:
    """The circles, largest first, on the outline of their country."""
    return CircleMap({name: _deck(country, circles, window, palette) for name, window in WINDOWS.items()})


def _deck(country: str, circles: Sequence[Circle], window: Window, palette: Palette) -> pydeck.Deck:
    view = view_of([(circle.longitude, circle.latitude) for circle in circles] or corners(country), window)
    return Map(
        map_provider=None,
        initial_view_state=view,
        views=[pydeck.View(type="MapView", controller=True)],
        layers=[ground(country, palette), _circles(circles, palette), _names(named(circles, view, window), palette)],
        tooltip={
            "text": "{sentence}",
            "style": {"backgroundColor": palette.panel, "color": palette.text, "fontSize": "13px"},
        },
    )


def view_of(places: Sequence[tuple[float, float]], window: Window) -> pydeck.ViewState:
    """So close that all places fit the window, whichever way they lie far apart."""
    points = [world(*place) for place in places]
    across, down = ([point[axis] for point in points] for axis in (0, 1))
    room = [pixels - 2 * _EDGE for pixels in (window.wide, window.high)]
    spans = [max(max(ends) - min(ends), 1e-9) for ends in (across, down)]
    zoom = min([_CLOSEST, *(log2(free / (_WORLD * span)) for free, span in zip(room, spans, strict=True))])
    longitude, latitude = _degrees((max(across) + min(across)) / 2, (max(down) + min(down)) / 2)
    return pydeck.ViewState(longitude=longitude, latitude=latitude, zoom=zoom, min_zoom=1.5, max_zoom=9)


def world(longitude: float, latitude: float) -> tuple[float, float]:
    """Where Mercator's map of the world, one wide and one high, has a place."""
    return longitude / 360 + 0.5, 0.5 - asinh(tan(radians(latitude))) / (2 * pi)


def _degrees(across: float, down: float) -> tuple[float, float]:
    return (across - 0.5) * 360, degrees(atan(sinh((0.5 - down) * 2 * pi)))


def pixels(circle: Circle, view: pydeck.ViewState, window: Window) -> tuple[float, float]:
    """Where the window has a place in its first view."""
    scale = _WORLD * 2**view.zoom
    place, middle = world(circle.longitude, circle.latitude), world(view.longitude, view.latitude)
    return (place[0] - middle[0]) * scale + window.wide / 2, (place[1] - middle[1]) * scale + window.high / 2


def named(circles: Sequence[Circle], view: pydeck.ViewState, window: Window) -> list[Label]:
    """The names of the largest that have room in the window, beside all names before them and off all circles."""
    boxes = [_box(circle, view, window) for circle in circles]
    found: list[Label] = []
    for place, circle in enumerate(circles):
        others = boxes[:place] + boxes[place + 1 :]
        fitting = (label for label in _ways(circle, view, window) if _is_free(label, found, others, window))
        label = next(fitting, None)
        if label is not None and len(found) < window.most_names:
            found.append(label)
    return found


def _box(circle: Circle, view: pydeck.ViewState, window: Window) -> tuple[float, float, float, float]:
    x, y = pixels(circle, view, window)
    return x - circle.radius, y - circle.radius, x + circle.radius, y + circle.radius


def _ways(circle: Circle, view: pydeck.ViewState, window: Window) -> Iterator[Label]:
    """Above the circle, below it, beside it, and aslant."""
    x, y = pixels(circle, view, window)
    wide, high, away = text_pixels([circle.name], NAME_SIZE), NAME_SIZE + 3, circle.radius + 3
    up, aslant = away + high / 2, 0.7 * away
    ways = [("middle", 0, -up), ("middle", 0, up), ("start", away, 0), ("end", -away, 0)]
    ways += [(anchor, across, down) for down in (-up, up) for anchor, across in (("start", aslant), ("end", -aslant))]
    for anchor, across, down in ways:
        left = x + across - {"middle": wide / 2, "start": 0, "end": wide}[anchor]
        yield Label(circle, anchor, (across, down), left, y + down - high / 2, left + wide, y + down + high / 2)


def _is_free(
    label: Label, found: Sequence[Label], circles: Sequence[tuple[float, float, float, float]], window: Window
) -> bool:
    inside = label.left >= 0 and label.right <= window.wide and label.top >= 0 and label.bottom <= window.high
    taken = [*((other.left, other.top, other.right, other.bottom) for other in found), *circles]
    return inside and not any(label.meets(*box) for box in taken)


def _circles(circles: Sequence[Circle], palette: Palette) -> pydeck.Layer:
    return pydeck.Layer(
        "ScatterplotLayer",
        data=[
            {
                "position": [circle.longitude, circle.latitude],
                "radius": circle.radius,
                "colour": circle.colour,
                "sentence": circle.sentence,
            }
            for circle in circles
        ],
        get_position="position",
        get_radius="radius",
        radius_units="'pixels'",
        get_fill_color="colour",
        get_line_color=[*rgb(palette.text)],
        line_width_min_pixels=1,
        stroked=True,
        pickable=True,
    )


def _names(labels: Sequence[Label], palette: Palette) -> pydeck.Layer:
    """Direct names; the rest say theirs on hover."""
    return pydeck.Layer(
        "TextLayer",
        data=[
            {
                "position": [label.circle.longitude, label.circle.latitude],
                "anchor": label.anchor,
                "offset": [*label.offset],
                "name": label.circle.name,
            }
            for label in labels
        ],
        get_position="position",
        get_text="name",
        get_size=NAME_SIZE,
        get_color=[*rgb(palette.text)],
        get_text_anchor="anchor",
        get_pixel_offset="offset",
        font_family="'Source Sans, sans-serif'",
        character_set="'auto'",
        pickable=False,
    )
