"""Outlines of countries, on which maps draw: from Natural Earth, a file each, which a browser fetches once."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from starlette.routing import Route

from analytics.document import kept

DIRECTORY = Path(__file__).with_name("outlines")


@cache
def address(country: str) -> str:
    """Where a map asks for the outline of a country, by its file's name."""
    return kept.address(_path(country), _content(country))


@cache
def features(country: str) -> list[dict[str, Any]]:
    """The outline's areas, as GeoJSON has them."""
    found: list[dict[str, Any]] = json.loads(_content(country))["features"]
    return found


def routes() -> list[Route]:
    """Where each outline is asked for."""
    countries = sorted(found.stem for found in DIRECTORY.glob("*.geojson"))
    return [kept.route(_path(country), _content(country), "application/geo+json") for country in countries]


def _path(country: str) -> str:
    return f"/outlines/{country}.geojson"


@cache
def _content(country: str) -> bytes:
    return DIRECTORY.joinpath(f"{country}.geojson").read_bytes()
