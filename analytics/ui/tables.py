"""Tables: the reader's words and numbers in the cells, the raw values underneath, so that sorting stays true."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd
import streamlit as st

from analytics.ui import numbers

MOST_STYLED_CELLS = 200_000
"""Beyond this, cells are sent raw: formatting them one by one would take longer than reading them."""


@dataclass(frozen=True)
class Column:
    """How one column of a frame is called and written."""

    label: str
    form: Callable[[Any], str] | None = None
    width: Literal["small", "medium", "large"] | int | None = None


Columns = Mapping[str, Column]


def table(frame: pd.DataFrame, columns: Columns, *, key: str) -> None:
    """The frame's columns that `columns` names, in that order; every heading sorts."""
    shown = frame[list(columns)].copy()
    truths = _truths(shown)
    for name in truths:
        shown[name] = [numbers.or_missing(columns[name].form or str)(value) for value in shown[name]]
    st.dataframe(
        _written(shown, columns, truths),
        hide_index=True,
        key=key,
        placeholder=numbers.MISSING,
        height="auto" if len(shown) > 10 else "content",
        column_config={
            name: st.column_config.Column(column.label, width=column.width) for name, column in columns.items()
        },
    )


def _truths(shown: pd.DataFrame) -> list[str]:
    """Booleans, which Streamlit would draw as check boxes that look as if one could click them."""
    return [str(name) for name in shown.columns if pd.api.types.is_bool_dtype(shown[name].dtype)]


def _written(shown: pd.DataFrame, columns: Columns, done: Collection[str]) -> Any:
    if shown.size > MOST_STYLED_CELLS:
        return shown
    forms: dict[Any, Any] = {
        name: numbers.or_missing(column.form) for name, column in columns.items() if column.form and name not in done
    }
    return shown.style.format(forms, na_rep=numbers.MISSING)
