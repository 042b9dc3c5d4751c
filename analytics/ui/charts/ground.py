"""The ground that maps draw on: a country's outline from Natural Earth, no tile server."""

from collections.abc import Iterator

import pydeck

from analytics.document import outlines
from analytics.theme import Palette, rgb


def ground(country: str, palette: Palette) -> pydeck.Layer:
    """Land from a file of ours, on which a map draws; the browser fetches it once for all maps."""
    return pydeck.Layer(
        "GeoJsonLayer",
        data=outlines.address(country),
        filled=True,
        stroked=True,
        get_fill_color=[*rgb(palette.ramp(0.10))],
        get_line_color=[*rgb(palette.ramp(0.45))],
        line_width_min_pixels=1,
        pickable=False,
    )


def corners(country: str) -> list[tuple[float, float]]:
    """The land's longitudes and latitudes at its ends."""
    points = [point for ring in _rings(country) for point in ring]
    longitudes, latitudes = zip(*points, strict=True)
    return [(min(longitudes), min(latitudes)), (max(longitudes), max(latitudes))]


def _rings(country: str) -> Iterator[list[tuple[float, float]]]:
    """Every line of points, however deep the file nests them."""
    for feature in outlines.features(country):
        geometry = feature["geometry"]
        areas = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        for area in areas:
            yield from ([(point[0], point[1]) for point in ring] for ring in area)
