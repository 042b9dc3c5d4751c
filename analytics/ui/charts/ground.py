"""The ground that maps draw on: a country's outline from Natural Earth, no tile server."""

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pydeck

from analytics.theme import Palette, rgb


def ground(outline: Path, palette: Palette) -> pydeck.Layer:
    """Land from a file of ours, on which a map draws."""
    return pydeck.Layer(
        "GeoJsonLayer",
        data=_outline(outline),
        filled=True,
        stroked=True,
        get_fill_color=[*rgb(palette.ramp(0.10))],
        get_line_color=[*rgb(palette.ramp(0.45))],
        line_width_min_pixels=1,
        pickable=False,
    )


def corners(outline: Path) -> list[tuple[float, float]]:
    """The land's longitudes and latitudes at its ends."""
    points = [point for ring in _rings(_outline(outline)) for point in ring]
    longitudes, latitudes = zip(*points, strict=True)
    return [(min(longitudes), min(latitudes)), (max(longitudes), max(latitudes))]


def _rings(outline: dict[str, Any]) -> Iterator[list[tuple[float, float]]]:
    """Every line of points, however deep the file nests them."""
    for feature in outline["features"]:
        geometry = feature["geometry"]
        areas = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        for area in areas:
            yield from ([(point[0], point[1]) for point in ring] for ring in area)


@lru_cache(maxsize=2)
def _outline(path: Path) -> dict[str, Any]:
    outline: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return outline
