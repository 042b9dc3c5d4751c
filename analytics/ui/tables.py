"""Tables: the reader's words and numbers in the cells, the raw values underneath, so that sorting stays true."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd
import streamlit as st

from analytics.ui import numbers, printed

MOST_STYLED_CELLS = 200_000
"""Beyond this, cells are sent raw: formatting them one by one would take longer than reading them."""


@dataclass(frozen=True)
class Column:
    """How one column of a frame is called and written."""

    label: str
    form: Callable[[Any], str] | None = None
    width: Literal["small", "medium", "large"] | int | None = None
    spark: bool = False
    """A list of numbers, drawn as small bars."""


Columns = Mapping[str, Column]


def table(frame: pd.DataFrame, columns: Columns, *, key: str, choosing: bool = False) -> int | None:
    """The frame's columns that `columns` names, in that order; every heading sorts.

    While `choosing`, the reader can select a row: returns its position in the frame.
    """
    shown = frame[list(columns)].copy()
    said = _drawn_otherwise(shown, columns)
    for name in said:
        shown[name] = [numbers.or_missing(columns[name].form or str)(value) for value in shown[name]]
    drawn: Any = st.dataframe(
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
        on_select="rerun" if choosing else "ignore",
        selection_mode="single-row",
    )
    forms = {name: column.form or printed.as_it_stands for name, column in columns.items()}
    printed.table(frame, {name: column.label for name, column in columns.items()}, forms)
    return _chosen(drawn, len(shown)) if choosing else None


def _chosen(drawn: Any, length: int) -> int | None:
    """The selected row; none where the table has grown shorter since."""
    return next((int(position) for position in drawn.selection.rows if position < length), None)


def _drawn_otherwise(shown: pd.DataFrame, columns: Columns) -> list[str]:
    """Columns that Streamlit would draw in its own way: check boxes that look as if one could click them, lists."""
    return [
        str(name)
        for name in shown.columns
        if pd.api.types.is_bool_dtype(shown[name].dtype)
        or (columns[str(name)].form is not None and shown[name].map(lambda value: isinstance(value, list)).any())
    ]


def _written(shown: pd.DataFrame, columns: Columns, done: Collection[str]) -> Any:
    if shown.size > MOST_STYLED_CELLS:
        return shown
    forms: dict[Any, Any] = {
        name: numbers.or_missing(column.form) for name, column in columns.items() if column.form and name not in done
    }
    return shown.style.format(forms, na_rep=numbers.MISSING)
