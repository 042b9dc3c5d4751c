"""Cities of the marketplace on our own ground: Colombia's outline from Natural Earth, no tile server."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import sqrt

import pandas as pd

from analytics import places
from analytics.rows import Row
from analytics.theme import Palette, rgb
from analytics.ui import few_people, numbers
from analytics.ui.charts.circle_map import Circle, CircleMap, circle_map
from analytics.ui.i18n import gettext as _

FILLED, HOLLOW = 210, 40
"""How dense a circle is, of 255: its colour says little where it rests on few people."""


@dataclass
class TradeCircle:
    """A place on the map, with the cities of the table that lie there, the one with most offers first."""

    name: str
    latitude: float
    longitude: float
    offers: int
    few_people: int | None
    """On how few advisors it rests; None where there are enough."""
    cities: list[Row] = field(default_factory=list)

    @property
    def conversion(self) -> float | None:
        """Of the spelling with most offers, which gives the circle its colour."""
        value = self.cities[0]["tasa_conversion_ofertas_pct"]
        return None if value is None else float(value)


def trade_circles(cities: Sequence[Row]) -> tuple[list[TradeCircle], list[str]]:
    """One circle per place, largest first, and the cities that no list knows, in their order."""
    found: dict[places.Place, TradeCircle] = {}
    unknown = []
    for city in cities:
        place = places.place(str(city["ciudad"]), places.COLOMBIA)
        if place is None:
            unknown.append(str(city["ciudad"]).strip() or numbers.MISSING)
        else:
            circle = found.setdefault(
                place, TradeCircle(place.name, place.latitude, place.longitude, int(city["place_offers"]), _few(city))
            )
            circle.cities.append(city)
    return sorted(found.values(), key=lambda circle: -circle.offers), list(dict.fromkeys(unknown))


def trade_map(circles: list[TradeCircle], *, palette: Palette) -> CircleMap:
    """Circles whose area grows with the offers and whose colour deepens with the conversion; hollow on few people."""
    largest = max((circle.offers for circle in circles), default=0) or 1
    highest = max((circle.conversion or 0 for circle in circles), default=0) or 1
    return circle_map(
        "colombia",
        [
            Circle(
                name=f"{circle.name} {numbers.whole(circle.offers)}",
                sentence="\n".join(filter(None, [*map(_sentence, circle.cities), few_people.said(circle.few_people)])),
                latitude=circle.latitude,
                longitude=circle.longitude,
                radius=4 + 12 * sqrt(circle.offers / largest),
                colour=[
                    *rgb(palette.ramp(0.25 + 0.75 * (circle.conversion or 0) / highest)),
                    HOLLOW if circle.few_people else FILLED,
                ],
            )
            for circle in circles
        ],
        palette=palette,
    )


def _few(city: Row) -> int | None:
    return None if pd.isna(city["few_people"]) else int(city["few_people"])


def _sentence(city: Row) -> str:
    rate = city["tasa_conversion_ofertas_pct"]
    return _("{city}: {offers} offers, {rate} won").format(
        city=city["ciudad"],
        offers=numbers.whole(city["ofertas"]),
        rate=numbers.MISSING if rate is None else numbers.percent(rate),
    )
