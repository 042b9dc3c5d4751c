"""Cities of the marketplace on our own ground: Colombia's outline from Natural Earth, no tile server."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import sqrt
from pathlib import Path

import pandas as pd
import pydeck

from analytics import places
from analytics.rows import Row
from analytics.ui import few, numbers
from analytics.ui.charts.ground import ground
from analytics.ui.i18n import gettext as _
from analytics.ui.theme import Palette, rgb

OUTLINE = Path(__file__).with_name("colombia.geojson")
MOST_NAMES = 6
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


def trade_map(circles: list[TradeCircle], *, palette: Palette) -> pydeck.Deck:
    """Circles whose area grows with the offers and whose colour deepens with the conversion; hollow on few people."""
    return pydeck.Deck(
        map_provider=None,
        initial_view_state=pydeck.ViewState(longitude=-73.6, latitude=6.2, zoom=4.1, min_zoom=3, max_zoom=9),
        views=[pydeck.View(type="MapView", controller=True)],
        layers=[ground(OUTLINE, palette), _circles(circles, palette), _names(circles[:MOST_NAMES], palette)],
        tooltip={
            "text": "{sentence}",
            "style": {"backgroundColor": palette.panel, "color": palette.text, "fontSize": "13px"},
        },
    )


def _circles(circles: list[TradeCircle], palette: Palette) -> pydeck.Layer:
    largest = max((circle.offers for circle in circles), default=1)
    highest = max((circle.conversion or 0 for circle in circles), default=0) or 1
    data = [
        {
            "position": [circle.longitude, circle.latitude],
            "radius": _radius(circle, largest),
            "colour": [
                *rgb(palette.ramp(0.25 + 0.75 * (circle.conversion or 0) / highest)),
                HOLLOW if circle.few_people else FILLED,
            ],
            "sentence": "\n".join(filter(None, [*map(_sentence, circle.cities), few.people(circle.few_people)])),
        }
        for circle in circles
    ]
    return pydeck.Layer(
        "ScatterplotLayer",
        data=data,
        get_position="position",
        get_radius="radius",
        radius_units="'pixels'",
        get_fill_color="colour",
        get_line_color=[*rgb(palette.text)],
        line_width_min_pixels=1,
        stroked=True,
        pickable=True,
    )


def _names(circles: Iterable[TradeCircle], palette: Palette) -> pydeck.Layer:
    shown = list(circles)
    largest = max((circle.offers for circle in shown), default=1)
    data = [
        {
            "position": [circle.longitude, circle.latitude],
            "above": [0, -9 - _radius(circle, largest)],
            "name": f"{circle.name} {numbers.whole(circle.offers)}",
        }
        for circle in shown
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


def _few(city: Row) -> int | None:
    return None if pd.isna(city["few_people"]) else int(city["few_people"])


def _radius(circle: TradeCircle, largest: int) -> float:
    return 4 + 18 * sqrt(circle.offers / largest)


def _sentence(city: Row) -> str:
    rate = city["tasa_conversion_ofertas_pct"]
    return _("{city}: {offers} offers, {rate} won").format(
        city=city["ciudad"],
        offers=numbers.whole(city["ofertas"]),
        rate=numbers.MISSING if rate is None else numbers.percent(rate),
    )
