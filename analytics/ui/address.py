"""The address of a page: the one place that reads its parameters and writes them.

What the reader chose is what the address says, and nothing else remembers it: controls show it, and a choice writes it.
So a link, a reload, Back and Forward all open the same. One choice is one `write`, and one entry of the browser's
history; nothing is written while a page is drawn. Streamlit's own binding of controls makes no entries: a bound control
replaces the address (docs/decisions.md).
"""

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from hashlib import sha256

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from analytics.ui import elements
from analytics.ui.opening import opening

CARRIED = ("as_of", "language")
"""Parameters that go along from page to page."""

PLACE = "after"
"""Where in a list that goes page by page the reader is: another choice begins at the first page."""

_HIDDEN = "<style>.st-key-carried { display: none; }</style>"
_SENT = "address_sent"

Parameters = dict[str, list[str]]


def begin() -> None:
    """Takes what the address says for this run; to be called before anything else is drawn.

    A link to another page takes along only what is bound to a field of the frame. These fields are never seen: they
    carry their parameter, whatever it says, and the controls for it are others.
    """
    _catch_up()
    with st.sidebar.container(key="carried"):
        st.html(_HIDDEN)
        for name in CARRIED:
            elements.text_input(name, key=name, bind="query-params")


def values(name: str) -> list[str]:
    """All that the address says under a name."""
    if name in CARRIED and name in st.session_state:
        return [value for value in [st.session_state[name]] if value]
    return [value for value in st.query_params.get_all(name) if value]


def value(name: str) -> str | None:
    """What the address says under a name; where it says it twice, the last counts."""
    return next(reversed(values(name)), None)


def everything() -> Parameters:
    """The whole address, name by name."""
    return {name: values(name) for name in [*st.query_params] if values(name)}


def write(changed: Mapping[str, Sequence[str]]) -> None:
    """One choice, however many parameters it changes; without values a parameter goes. For callbacks of controls."""
    _catch_up()
    carried = {name: next(iter(given), "") for name, given in changed.items() if name in CARRIED}
    if carried:
        # An address of its own for what is carried: the fields write it, and the place in a list may stay.
        st.session_state.update(carried)
        return
    before = _own()
    # An empty list leaves the address, and in one message with the rest.
    st.query_params.update({name: list(given) for name, given in changed.items()})
    st.session_state[_SENT] = (_page(), before, _own())


def link(
    page: str,
    label: str,
    *,
    parameters: Mapping[str, str | Sequence[str]],
    opens: str = "",
    icon: str | None = None,
    explanation: str | None = None,
) -> None:
    """A link to a page with what it is to show; a number that it says is that of the rows that it `opens` there."""
    given = dict(parameters) or None
    of = sha256(repr((page, given)).encode()).hexdigest()[:8]
    with opening(opens, of=of, width="content") if opens else nullcontext():
        elements.page_link(page, label=label, icon=icon, help=explanation, query_params=given)


def _catch_up() -> None:
    """Puts back a choice that the browser had not yet heard of when it sent the next one with the address of before."""
    sent = st.session_state.pop(_SENT, None)
    if sent is None or _goes_back():
        return
    page, before, after = sent
    if (_page(), _own()) == (page, before) and before != after:
        st.query_params.update({**{name: [] for name in before}, **after})
        st.session_state[_SENT] = sent


def _own() -> Parameters:
    """What the address says beside what is carried."""
    return {name: found for name, found in everything().items() if name not in CARRIED}


def _page() -> str:
    context = get_script_run_ctx()
    return context.page_script_hash if context else ""


def _goes_back() -> bool:
    """Whether the reader goes back or forward: then the address of before is meant."""
    context = get_script_run_ctx()
    return bool(context and context.is_history_navigation)
