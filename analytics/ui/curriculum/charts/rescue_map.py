"""Rescuable groups by city on our own ground: the outline of Indonesia from Natural Earth, no tile server."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log2, sqrt
from pathlib import Path

import pydeck

from analytics import places
from analytics.rows import Row
from analytics.ui import numbers
from analytics.ui.charts.ground import ground
from analytics.ui.i18n import ngettext
from analytics.ui.theme import STATUS, Palette, rgb

VIEW_PIXELS = 420
"""The window that the first view must fit: about a phone; on a desk the whole country shows around it."""

MOST_NAMES = 8

OUTLINE = Path(__file__).with_name("indonesia.geojson")


@dataclass(frozen=True)
class CityCircle:
    """One place's groups, and where they are drawn; a city's quarters share their city's circle."""

    name: str
    cities: tuple[str, ...]
    groups: int
    latitude: float
    longitude: float


def city_circles(cities: Sequence[Row]) -> tuple[list[CityCircle], list[str]]:
    """One circle per place, largest first, and the cities that no list knows, in their order."""
    cities_of: dict[places.Place, list[Row]] = {}
    unknown = []
    for city in cities:
        found = places.place(city["city"])
        if found is None:
            unknown.append(city["city"])
        else:
            cities_of.setdefault(found, []).append(city)
    circles = [_circle(found, there) for found, there in cities_of.items()]
    return sorted(circles, key=lambda circle: -circle.groups), unknown


def _circle(found: places.Place, there: list[Row]) -> CityCircle:
    cities = tuple(city["city"] for city in there)
    name = found.name if len(cities) > 1 else cities[0]
    return CityCircle(name, cities, int(there[0]["place_groups"]), found.latitude, found.longitude)


def rescue_map(circles: list[CityCircle], *, palette: Palette) -> pydeck.Deck:
    """Circles whose area grows with the number of groups; hovering says the number."""
    return pydeck.Deck(
        map_provider=None,
        initial_view_state=_view(circles),
        views=[pydeck.View(type="MapView", controller=True)],
        layers=[ground(OUTLINE, palette), _circles(circles, palette), _names(circles, palette)],
        tooltip={
            "text": "{sentence}",
            "style": {"backgroundColor": palette.panel, "color": palette.text, "fontSize": "13px"},
        },
    )


def _view(circles: list[CityCircle]) -> pydeck.ViewState:
    """So close that all circles fit a small window; the country's middle when there are none."""
    longitudes = [circle.longitude for circle in circles] or [95.0, 141.0]
    latitudes = [circle.latitude for circle in circles] or [-11.0, 6.0]
    across = max(max(longitudes) - min(longitudes), 2 * (max(latitudes) - min(latitudes)), 6.0) + 4
    return pydeck.ViewState(
        longitude=(max(longitudes) + min(longitudes)) / 2,
        latitude=(max(latitudes) + min(latitudes)) / 2,
        zoom=log2(VIEW_PIXELS / across * 360 / 512),
        min_zoom=1.5,
        max_zoom=9,
    )


def _circles(circles: list[CityCircle], palette: Palette) -> pydeck.Layer:
    largest = max((circle.groups for circle in circles), default=1)
    data = [
        {
            "position": [circle.longitude, circle.latitude],
            "radius": _radius(circle, largest),
            "sentence": _sentence(circle),
        }
        for circle in circles
    ]
    return pydeck.Layer(
        "ScatterplotLayer",
        data=data,
        get_position="position",
        get_radius="radius",
        radius_units="'pixels'",
        get_fill_color=[*rgb(STATUS["STALLED"]), 150],
        get_line_color=[*rgb(palette.text)],
        line_width_min_pixels=1,
        stroked=True,
        pickable=True,
    )


def _radius(circle: CityCircle, largest: int) -> float:
    return 4 + 16 * sqrt(circle.groups / largest)


def _names(circles: list[CityCircle], palette: Palette) -> pydeck.Layer:
    """Direct labels for the largest cities; the rest say their name on hover."""
    largest = max((circle.groups for circle in circles), default=1)
    data = [
        {
            "position": [circle.longitude, circle.latitude],
            "above": [0, -10 - _radius(circle, largest)],
            "name": f"{circle.name} {numbers.whole(circle.groups)}",
        }
        for circle in apart(circles)
    ]
    return pydeck.Layer(
        "TextLayer",
        data=data,
        get_position="position",
        get_text="name",
        get_size=13,
        get_color=[*rgb(palette.text)],
        get_pixel_offset="above",
        font_family="'Source Sans, sans-serif'",
        character_set="'auto'",
        pickable=False,
    )


def apart(circles: list[CityCircle]) -> list[CityCircle]:
    """The largest circles that lie so far from each other that their names do not meet."""
    across = _view(circles).zoom
    wide, high = 110 / 2**across * 360 / 512, 24 / 2**across * 360 / 512
    named: list[CityCircle] = []
    for circle in circles:
        free = all(
            abs(circle.longitude - other.longitude) > wide or abs(circle.latitude - other.latitude) > high
            for other in named
        )
        if free and len(named) < MOST_NAMES:
            named.append(circle)
    return named


def _sentence(circle: CityCircle) -> str:
    return ngettext("{city}: {count} group to rescue", "{city}: {count} groups to rescue", circle.groups).format(
        city=", ".join(circle.cities), count=numbers.whole(circle.groups)
    )
