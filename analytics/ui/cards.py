"""The row of key figures at the head of each page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd
import streamlit as st

from analytics.ui import numbers
from analytics.ui.i18n import gettext as _


@dataclass(frozen=True)
class Card:
    """One key figure; `value` None shows a dash, with `why` as its reason."""

    label: str
    value: str | None
    delta: str | None = None
    better: Literal["normal", "inverse"] = "normal"
    direction: int = 0
    against: str = ""
    why: str = ""


def cards(figures: Sequence[Card]) -> None:
    """A row of at most five key figures."""
    with st.container(horizontal=True, key="cards"):
        for card in figures:
            st.metric(
                card.label,
                card.value if card.value is not None else numbers.MISSING,
                card.delta,
                delta_color=card.better if card.direction else "off",
                delta_arrow="off",
                delta_description=card.against or None,
                help=card.why or None,
                border=True,
                height="stretch",
            )


def change_card(
    label: str,
    now: "pd.Series[Any]",
    before: "pd.Series[Any]",
    column: str,
    *,
    better: Literal["normal", "inverse"] = "normal",
) -> Card:
    """A figure and its change against 28 days earlier."""
    value, previous = now[column], before[column]
    if pd.isna(value):
        return Card(label, None, why=_("There is nothing to count yet."))
    change = None if pd.isna(previous) else int(value) - int(previous)
    return Card(
        label,
        numbers.whole(value),
        delta=None if change is None else numbers.signed(change),
        better=better,
        against=_("vs. 28 days ago"),
        direction=0 if change is None else (change > 0) - (change < 0),
    )
