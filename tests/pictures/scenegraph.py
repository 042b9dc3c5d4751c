"""What Vega draws, as boxes: every mark and every text of a chart, where it stands on its image, in pixels."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import cos, pi, radians, sin, sqrt
from pathlib import Path
from typing import Any

import altair as alt
import streamlit
import vl_convert
from PIL import ImageFont

STREAMLITS_LOOK: dict[str, Any] = {
    "axis": {
        "labelFontSize": 12,
        "titleFontSize": 14,
        "ticks": False,
        "domain": False,
        "labelFlush": True,
        "labelFlushOffset": 1,
        "labelBound": False,
        "labelLimit": 100,
        "titlePadding": 15,
        "labelPadding": 15,
        "labelSeparation": 2,
        "labelOverlap": True,
    },
    "legend": {"labelFontSize": 13, "labelPadding": 15, "columnPadding": 8, "rowPadding": 2, "padding": 8},
    "mark": {"tooltip": {"content": "encoding"}},
    "bar": {"binSpacing": 2, "discreteBandSize": {"band": 0.85}},
    "axisDiscrete": {"grid": False},
    "axisXPoint": {"grid": False},
    "axisTemporal": {"grid": False},
    "axisXBand": {"grid": False},
}
"""What Streamlit's component lays beneath a chart's own configuration, as far as it moves anything."""

FONT = next(Path(streamlit.__file__).parent.glob("static/static/media/SourceSansVF-Upright*.woff2"))
"""The font of the pages."""


@dataclass(frozen=True)
class Box:
    """A mark or a text on the image."""

    kind: str
    left: float
    top: float
    right: float
    bottom: float
    text: str = ""
    item: Any = None
    role: str = ""

    def meets(self, other: "Box", slack: float = 1) -> bool:
        return (
            min(self.right, other.right) - max(self.left, other.left) > slack
            and min(self.bottom, other.bottom) - max(self.top, other.top) > slack
        )

    def lies_in(self, other: "Box", slack: float = 1) -> bool:
        return (
            self.left >= other.left - slack
            and self.top >= other.top - slack
            and self.right <= other.right + slack
            and self.bottom <= other.bottom + slack
        )

    def __str__(self) -> str:
        corners = f"{self.left:.0f},{self.top:.0f}–{self.right:.0f},{self.bottom:.0f}"
        return f"{self.kind} {self.text!r} {corners}"


@dataclass(frozen=True)
class Drawn:
    """A chart as drawn: its image, the plot in it, and what stands there."""

    image: Box
    plot: Box
    boxes: list[Box]
    axes: list[list[Box]]
    """The labels of each axis that are shown."""

    @property
    def texts(self) -> list[Box]:
        return [box for box in self.boxes if box.kind == "text"]

    @property
    def marks(self) -> list[Box]:
        return [box for box in self.boxes if box.role == "mark" and box.kind not in {"text", "gap"}]


def specification(chart: alt.LayerChart, width: int) -> dict[str, Any]:
    """The chart as Streamlit gives it to Vega-Lite in a column of this width."""
    written: dict[str, Any] = chart.to_dict()
    own = written.get("config", {})
    shared = {name: {**STREAMLITS_LOOK.get(name, {}), **(own.get(name) or {})} for name in STREAMLITS_LOOK}
    return {"autosize": {"type": "fit", "contains": "padding"}, **written, "width": width, "config": {**own, **shared}}


def drawn(chart: alt.LayerChart, width: int) -> Drawn:
    scene = vl_convert.vegalite_to_scenegraph(specification(chart, width))
    [root] = scene["scenegraph"]["items"]
    left, top = scene["origin"]
    found = list(_boxes(root, left, top, ""))
    axes = [
        [box for box in _boxes(axis["items"][0], left, top, "axis") if box.role == "axis-label"]
        for axis in root["items"]
        if axis.get("role") == "axis"
    ]
    return Drawn(
        image=Box("image", 0, 0, scene["width"], scene["height"]),
        plot=Box("plot", left, top, left + root["width"], top + root["height"]),
        boxes=found,
        axes=[labels for labels in axes if labels],
    )


def _boxes(group: dict[str, Any], left: float, top: float, role: str) -> Iterator[Box]:
    left, top = left + group.get("x", 0), top + group.get("y", 0)
    for mark in group["items"]:
        for item in mark["items"]:
            if mark["marktype"] == "group":
                yield from _boxes(item, left, top, mark.get("role", role))
            elif item.get("opacity", 1) > 0:
                yield from _box(mark["marktype"], item, left, top, mark.get("role", role))


def _box(kind: str, item: dict[str, Any], left: float, top: float, role: str) -> Iterator[Box]:
    x, y = left + item.get("x", 0), top + item.get("y", 0)
    if kind == "text":
        if said := _said(item):
            yield _text_box(item, said, x, y, role)
    elif kind == "rect":
        wide, high = item.get("width", 0), item.get("height", 0)
        yield Box(kind, x, y, x + wide, y + high, item=item, role=role)
    elif kind == "symbol":
        radius = sqrt(item.get("size", 64) / pi)
        yield Box(kind, x - radius, y - radius, x + radius, y + radius, item=item, role=role)
    else:
        kind = kind if item.get("defined", True) else "gap"
        yield Box(kind, x, y, left + item.get("x2", x - left), top + item.get("y2", y - top), item=item, role=role)


def _said(item: dict[str, Any]) -> str:
    said = item.get("text", "")
    return str(said if not isinstance(said, list) else " ".join(said)).strip()


def _text_box(item: dict[str, Any], said: str, x: float, y: float, role: str) -> Box:
    size = item.get("fontSize", 11)
    wide = min(text_width(said, size, item.get("fontWeight", 400)), item.get("limit") or float("inf"))
    from_x = item.get("dx", 0) - {"left": 0, "center": wide / 2, "right": wide}[item.get("align", "left")]
    above = {"top": 0, "middle": size / 2, "bottom": size, "alphabetic": 0.8 * size}
    from_y = item.get("dy", 0) - above[item.get("baseline", "alphabetic")]
    turn = radians(item.get("angle", 0))
    corners = [
        (x + a * cos(turn) - b * sin(turn), y + a * sin(turn) + b * cos(turn))
        for a in (from_x, from_x + wide)
        for b in (from_y, from_y + size)
    ]
    across, down = zip(*corners, strict=True)
    return Box("text", min(across), min(down), max(across), max(down), said, item, role)


def text_width(said: str, size: float, weight: float | str = 400) -> float:
    """How wide the pages' font writes it."""
    return float(_font({"normal": 400, "bold": 700}.get(str(weight), weight)).getlength(said)) * size / 100


@lru_cache
def _font(weight: Any) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(str(FONT), 100)
    font.set_variation_by_axes([float(weight)])
    return font
