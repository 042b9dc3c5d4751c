"""Room for a chart before it is drawn, so that nothing below it moves when it is.

How high a chart will be follows from its specification; the browser learns it by the key of the container around it,
since page.css has a rule for each of the heights.
"""

from math import floor
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analytics.theme import HIGHEST_CHART, STEP_OF_HEIGHTS
from analytics.ui.figures import Specification

LABELS, TITLE, LEGEND = 21, 17, 32
"""Pixels of what stands above or below a plot."""


def room(figure: Specification, name: str) -> DeltaGenerator:
    """A container that is at least as high as the chart that is going to be drawn in it."""
    # drawing: the pixels of a picture
    high = min(floor(height(figure) / STEP_OF_HEIGHTS) * STEP_OF_HEIGHTS, HIGHEST_CHART)
    return st.container(key=f"high_{high}_{name}", gap=None)


def height(figure: Specification) -> float:
    """How many pixels a chart takes: its plot, the padding, a legend, and its axes at the top and the bottom."""
    padding = figure["padding"]
    encodings = [layer.get("encoding", {}) for layer in figure["layer"]]
    legend = LEGEND if any(map(_has_legend, encodings)) else 0
    return float(figure["height"] + padding["top"] + padding["bottom"] + legend + _axes(encodings))


def _has_legend(encoding: dict[str, Any]) -> bool:
    """A colour that is written in the rows itself needs no explanation."""
    colour = encoding.get("color", {})
    return "field" in colour and colour.get("legend", {}) is not None and colour.get("scale", {}) is not None


def _axes(encodings: list[dict[str, Any]]) -> int:
    """What the axes take; layers share one, whose title any of them says."""
    labels: set[str] = set()
    titles: set[str] = set()
    for across in (encoding["x"] for encoding in encodings if "x" in encoding):
        axis = across.get("axis", {})
        if axis is None:
            continue
        side = axis.get("orient", "bottom")
        # Labels of an axis that is drawn into the plot take no room of their own.
        if axis.get("labels", True) and axis.get("offset", 0) >= 0:
            labels.add(side)
        if axis.get("title", across.get("title")):
            titles.add(side)
    return LABELS * len(labels) + TITLE * len(titles)
