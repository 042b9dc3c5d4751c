"""The browser makes itself ready for a page while the page is being made.

It has a script for each kind of element, which it asks for when the first of that kind arrives; until it has run, and
for up to half a second after, it shows a grey bar instead. So the first page that a tab opens begins with one of each
kind that pages are made of, which nobody sees, and which is gone when the page is whole.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit import runtime

from analytics.ui import elements

KEY = "ahead"
_NOTHING = {"data": {"values": []}, "mark": "bar"}


@contextmanager
def prepared() -> Iterator[None]:
    """Around a page; only the first run of a tab says anything, and what follows has the same place in all of them."""
    place = st.empty()
    if KEY in st.session_state or not runtime.exists():
        yield
        return
    st.session_state[KEY] = True
    with place.container(key=KEY):
        _one_of_each()
    try:
        yield
    finally:
        place.empty()


def _one_of_each() -> None:
    st.vega_lite_chart(_NOTHING, key=f"{KEY}_picture")
    elements.metric(KEY, 0)
    elements.toggle(KEY, key=f"{KEY}_toggle")
    elements.multiselect(KEY, [KEY], key=f"{KEY}_choice")
