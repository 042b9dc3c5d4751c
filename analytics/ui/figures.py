"""A figure is made once: its specification and data are kept by what it shows, for all readers, and drawn as they are.

Building a chart costs a hundred times what sending it costs: Altair checks each part against its schema and looks for
types that our figures name anyway. So figures are built unchecked here, and tests/pictures check every one of them.
"""

import io
import pickle
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache, partial
from hashlib import sha256
from typing import Any, TypeAlias

import altair as alt
import pyarrow as pa
import streamlit as st
from altair.utils import schemapi

from analytics.theme import Palette, palette
from analytics.ui import i18n
from analytics.ui.charts.circle_map import CircleMap

schemapi.DEBUG_MODE = False
# Whatever is left out in a chart is left out: Streamlit's front end brings our look.
alt.theme.enable("none")
alt.data_transformers.enable("default", max_rows=None)

MOST_FIGURES = 400
"""The latest are kept: a few hundred kilobytes of a page's figures, in a handful of languages and both modes."""

Figure: TypeAlias = alt.LayerChart | CircleMap | None
Picture: TypeAlias = Callable[..., Figure]
"""A function of a module, or a `partial` of one; takes what it draws, mostly a frame, and the palette by name."""

Specification: TypeAlias = dict[str, Any]


def colours() -> Palette:
    """The palette of the reader's mode."""
    return palette(st.context.theme.type)


def finished(picture: Picture, drawn: Any) -> Specification | CircleMap | None:
    """What a picture draws in the reader's language, numbers and colours; from memory where it was made before.

    A chart is a Vega-Lite specification with its rows as Arrow, as `st.vega_lite_chart` takes it.
    """
    mode = colours()
    shown = pickle.dumps((picture, drawn, mode, i18n.language(), str(i18n.locale())))
    return _made(_Wanted(sha256(shown).digest(), partial(picture, drawn, palette=mode)))


@dataclass(frozen=True)
class _Wanted:
    """A figure by all that it depends on."""

    content: bytes
    make: Callable[[], Figure] = field(compare=False)


@lru_cache(maxsize=MOST_FIGURES)
def _made(wanted: _Wanted) -> Specification | CircleMap | None:
    figure = wanted.make()
    return specification(figure) if isinstance(figure, alt.LayerChart) else figure


def specification(figure: alt.LayerChart) -> Specification:
    """A chart as the browser gets it: its specification, with its rows as Arrow beside it."""
    written: Specification = figure.to_dict(validate=False)
    return {**written, "datasets": {name: _arrow(rows) for name, rows in written["datasets"].items()}}


def _arrow(rows: list[dict[str, Any]]) -> bytes:
    table = pa.Table.from_pylist(rows)
    written = io.BytesIO()
    with pa.ipc.new_stream(written, table.schema) as stream:
        stream.write_table(table)
    return written.getvalue()
