"""The ground that maps draw on: a country's outline from Natural Earth, no tile server."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import pydeck

from analytics.ui.theme import Palette, rgb


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


@lru_cache(maxsize=2)
def _outline(path: Path) -> dict[str, Any]:
    outline: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return outline
