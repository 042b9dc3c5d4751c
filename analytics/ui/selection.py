"""A selected row: known by a key that lives in the address, never by where it stands.

A list changes under a reader: a filter, a sync, another day or order. So the widget of a table is called after the keys
of its rows in their order, and a position that the browser reports can only mean the row that stood there; the address
says which row is selected, in every order, on every reload, and on the page of a fragment as on a whole one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal, get_args

import pandas as pd
import streamlit as st

from analytics.rows import Row, rows
from analytics.ui import address, controls, elements
from analytics.ui.i18n import gettext as _
from analytics.ui.parts import part
from analytics.ui.tables import Columns, Selecting, table

Name = Literal["activity", "advisor", "left_out", "rejected_row", "rule", "session"]
"""What the address calls a selected row."""

SELECTIONS = frozenset(get_args(Name))


@dataclass(frozen=True)
class Selection:
    """What can be selected in a table: its name in the address, the column that is its key, what it opens."""

    name: Name
    column: str
    detail: Callable[[Row], None]


@part
def selectable(frame: pd.DataFrame, columns: Columns, *, key: str, selection: Selection) -> None:
    """The table, and below it what the selected row opens."""
    keys = [str(value) for value in frame[selection.column]]
    with st.container(key=key):
        table(frame, columns, key=_called_after(keys, key), selecting=_selecting(keys, key, selection))
    wanted = address.value(selection.name)
    if wanted in keys:
        [row] = rows(frame.iloc[[keys.index(wanted)]])
        selection.detail(row)
    else:
        say_where_it_is(selection, keys)


def say_where_it_is(selection: Selection, keys: Sequence[str] = ()) -> None:
    """Says that the row which the address names is not in the list."""
    wanted = address.value(selection.name)
    if wanted is None or wanted in keys:
        return
    if wanted.isdecimal() and not any(key.isdecimal() for key in keys):
        elements.info(
            _("This link names a row by its place in the list, where another may stand today. Select the row again."),
            icon=":material/info:",
        )
    else:
        elements.info(_("The row that was selected is not in this list now."), icon=":material/info:")


def _selecting(keys: list[str], key: str, selection: Selection) -> Selecting:
    wanted = address.value(selection.name)

    def chosen() -> None:
        positions = controls.news(_called_after(keys, key))
        if positions is not controls.NO_NEWS:
            address.write({selection.name: [keys[position] for position in positions[:1]]})

    return Selecting(keys.index(wanted) if wanted in keys else None, chosen)


def _called_after(keys: Sequence[str], key: str) -> str:
    return f"rows_of_{key}_{sha256(repr(keys).encode()).hexdigest()[:16]}"
