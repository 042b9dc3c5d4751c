"""Rescuable groups by city on our own ground: the outline of Indonesia from Natural Earth, no tile server."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from analytics import places
from analytics.rows import Row
from analytics.theme import STATUS, Palette, rgb
from analytics.ui import numbers
from analytics.ui.charts.circle_map import Circle, CircleMap, circle_map
from analytics.ui.i18n import ngettext


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


def rescue_map(circles: list[CityCircle], *, palette: Palette) -> CircleMap:
    """Circles whose area grows with the number of groups; hovering says the number."""
    largest = max((circle.groups for circle in circles), default=0) or 1
    return circle_map(
        "indonesia",
        [
            Circle(
                name=f"{circle.name} {numbers.whole(circle.groups)}",
                sentence=_sentence(circle),
                latitude=circle.latitude,
                longitude=circle.longitude,
                radius=4 + 12 * sqrt(circle.groups / largest),
                colour=[*rgb(STATUS["STALLED"]), 150],
            )
            for circle in circles
        ],
        palette=palette,
    )


def _sentence(circle: CityCircle) -> str:
    return ngettext("{city}: {count} group to rescue", "{city}: {count} groups to rescue", circle.groups).format(
        city=", ".join(circle.cities), count=numbers.whole(circle.groups)
    )
