"""Tables: the reader's words and numbers in the cells, the raw values underneath, so that sorting stays true."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd
import streamlit as st

from analytics.ui import controls, numbers, printed

MOST_STYLED_CELLS = 200_000
"""Beyond this, cells but moments are sent raw: formatting them one by one would take longer than reading them."""


@dataclass(frozen=True)
class Column:
    """How one column of a frame is called and written."""

    label: str
    form: Callable[[Any], str] | None = None
    width: Literal["small", "medium", "large"] | int | None = None
    spark: bool = False
    """A list of numbers, drawn as small bars."""


Columns = Mapping[str, Column]


@dataclass(frozen=True)
class Selecting:
    """The row that is ticked in a table whose rows can be selected, and what a tick does: selection.py alone knows."""

    ticked: int | None
    on_tick: Callable[[], None]


def table(frame: pd.DataFrame, columns: Columns, *, key: str, selecting: Selecting | None = None) -> None:
    """The frame's columns that `columns` names, in that order; every heading sorts.

    A single row has no order and is written as text, which the browser has at once.
    """
    forms = {name: column.form or printed.as_it_stands for name, column in columns.items()}
    labels = {name: column.label for name, column in columns.items()}
    if len(frame) == 1 and not selecting and not any(column.spark for column in columns.values()):
        printed.table(frame, labels, forms, on_screen=True)
        return
    if selecting:
        controls.show(key, [] if selecting.ticked is None else [selecting.ticked], read=_ticked, write=_tick)
    shown = frame[list(columns)].copy()
    said = _drawn_otherwise(shown, columns)
    for name in said:
        shown[name] = [numbers.or_missing(columns[name].form or str)(value) for value in shown[name]]
    st.dataframe(
        _written(shown, columns, said),
        hide_index=True,
        key=key,
        placeholder=numbers.MISSING,
        height="auto" if len(shown) > 10 else "content",
        column_config={
            name: st.column_config.BarChartColumn(column.label, width=column.width, y_min=0)
            if column.spark
            else st.column_config.Column(column.label, width=column.width)
            for name, column in columns.items()
        },
        on_select=selecting.on_tick if selecting else "ignore",
        selection_mode="single-row",
    )
    printed.table(frame, labels, forms)


def _ticked(state: Any) -> list[int]:
    """Where the ticked row stands, in the state of a table's control."""
    return list(state["selection"]["rows"])


def _tick(rows: Any) -> Any:
    return {"selection": {"rows": rows}}


def _drawn_otherwise(shown: pd.DataFrame, columns: Columns) -> list[str]:
    """Columns that Streamlit would draw in its own way.

    Check boxes that look as if one could click them, lists, and in a long table moments, on a clock that nobody names.
    """
    return [
        str(name)
        for name in shown.columns
        if pd.api.types.is_bool_dtype(shown[name].dtype)
        or (isinstance(shown[name].dtype, pd.DatetimeTZDtype) and shown.size > MOST_STYLED_CELLS)
        or (columns[str(name)].form is not None and any(isinstance(value, list) for value in shown[name]))
    ]


def _written(shown: pd.DataFrame, columns: Columns, done: Collection[str]) -> Any:
    if shown.size > MOST_STYLED_CELLS:
        return shown
    forms: dict[Any, Any] = {
        name: numbers.or_missing(column.form) for name, column in columns.items() if column.form and name not in done
    }
    return shown.style.format(forms, na_rep=numbers.MISSING)
