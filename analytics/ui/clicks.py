"""Pictures that answer to clicks: a mark's token becomes a choice in the URL; a click on the chosen mark lets go."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import altair as alt
import streamlit as st

from analytics.rows import Row
from analytics.ui import address, filters
from analytics.ui.figures import Specification
from analytics.ui.opening import opening
from analytics.ui.reserved import room

PARAMETER = "cell"
"""Name of the chart's selection; the marks that it selects carry a field `token`."""

CURSOR = alt.ExprRef("datum.token ? 'pointer' : 'default'")
"""A hand on what answers to a click; a mark without a token does not."""


@dataclass(frozen=True)
class Choice:
    """What a click chooses: the name in the URL, the token that means nothing, all tokens that there are.

    And what it opens: the list whose rows, or whose column `adding`, come to the number that the mark says.
    """

    name: str
    nothing: str
    tokens: Collection[str]
    opens: str
    adding: str = ""

    @property
    def current(self) -> str:
        """The chosen token."""
        return address.value(self.name) or self.nothing


def mark(token: str, count: int) -> Row:
    """The fields of a mark that answers to a click: what a click on it chooses, and the number that it says."""
    return {"token": token, "count": count}


def selection() -> alt.Parameter:
    """The selection that a picture's marks need."""
    return alt.selection_point(name=PARAMETER, fields=["token"], on="click", clear=False)


def picture(figure: Specification, choice: Choice) -> None:
    """Draws it, anew after every choice and click: a fresh chart has no click yet, so that each one is news."""
    key = f"picture_{choice.name}_{choice.current}_{st.session_state.get(_clicks(choice), 0)}"
    st.session_state[_drawn(choice)] = key
    with opening(choice.opens, adding=choice.adding), room(figure, choice.name):
        st.vega_lite_chart(figure, key=key, on_select=partial(_click, key, choice), selection_mode=PARAMETER)


def clicked(selected: Mapping[str, Any], choice: Choice) -> str | None:
    """The token that Vega reports as selected; None when nothing is, or no mark that we show."""
    tokens = (str(point.get("token")) for point in selected.get(PARAMETER) or [])
    return next((token for token in tokens if token in choice.tokens), None)


def _click(key: str, choice: Choice) -> None:
    event: Any = st.session_state[key]
    # What the browser sends for the sidebar may repeat the click of a chart that it shows until the next one is drawn:
    # taken for another click, it would let go of what was just chosen.
    if st.session_state.get(_drawn(choice)) != key:
        return
    st.session_state[_drawn(choice)] = ""
    st.session_state[_clicks(choice)] = st.session_state.get(_clicks(choice), 0) + 1
    token = clicked(event["selection"], choice)
    if token is not None:
        chosen = choice.nothing if token == choice.current else token
        filters.choose(choice.name, chosen, default=choice.nothing)


def _drawn(choice: Choice) -> str:
    return f"drawn_{choice.name}"


def _clicks(choice: Choice) -> str:
    return f"clicks_{choice.name}"
