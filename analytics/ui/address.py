"""The address of a page: the one place that reads its parameters and writes them.

What the reader chose is what the address says, and nothing else remembers it: controls show it, and a choice writes it.
So a link, a reload, Back and Forward all open the same. One choice is one `write`, and one entry of the browser's
history; nothing is written while a page is drawn. Streamlit's own binding of controls makes no entries: a bound control
replaces the address (docs/decisions.md).
"""

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
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
_AT = "address_at"

Parameters = dict[str, list[str]]


@dataclass(frozen=True)
class _Sent:
    """A choice on its way to the browser: what that may say until it hears of it, and what it will say then."""

    page: str
    answers: object
    """The message of the browser that it answers."""
    unheard: list[Parameters]
    said: Parameters


@dataclass
class _At:
    """A page, and what its fields of the frame said since the reader came."""

    page: str
    said: set[tuple[str, str | None]] = field(default_factory=set)


def begin() -> None:
    """Takes what the address says for this run; to be called before anything else is drawn.

    A link to another page takes along only what is bound to a field of the frame. These fields are never seen: they
    carry their parameter, whatever it says, and the controls for it are others.
    """
    catch_up()
    _arrive()
    with st.sidebar.container(key="carried"):
        st.html(_HIDDEN)
        for name in CARRIED:
            elements.text_input(name, key=name, bind="query-params")


def arrived() -> None:
    """Notes which page this is and what its fields of the frame say; to be called once that is known."""
    at = st.session_state.get(_AT)
    if at is None or at.page != _page():
        at = st.session_state[_AT] = _At(_page())
    at.said |= {(name, st.session_state.get(name)) for name in CARRIED}


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
    catch_up()
    before = _own()
    carried = {name: next(iter(given), "") for name, given in changed.items() if name in CARRIED}
    if carried:
        # An address of its own for what is carried: the fields write it, and the place in a list may stay.
        st.session_state.update(carried)
        return
    # An empty list leaves the address, and in one message with the rest.
    st.query_params.update({name: list(given) for name, given in changed.items()})
    _note(before)


def hear() -> None:
    """Notes that the browser has heard of the last choice; to be called by what asks now and then, too."""
    sent, heard = st.session_state.get(_SENT), _own()
    if sent is None or sent.answers is _message():
        return
    if _goes_back() or sent.page != _page() or heard not in sent.unheard:
        # It says the new address, or one that is meant.
        del st.session_state[_SENT]
    elif heard != sent.unheard[0]:
        st.session_state[_SENT] = replace(sent, unheard=sent.unheard[sent.unheard.index(heard) :])


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


def catch_up() -> None:
    """Puts back choices that the browser had not yet heard of when it sent the next request with an address of before.

    Once it has said the new address, one of before is meant: the reader went back, though Streamlit forgets to say so
    where a click follows at once.
    """
    hear()
    sent = st.session_state.get(_SENT)
    if sent is not None and (now := _own()) in sent.unheard:
        st.query_params.update({**{name: [] for name in now}, **sent.said})


def _arrive() -> None:
    """On another page the fields say what the link to it said: by themselves they keep what they had.

    What they had on the page that was left is no news: the browser had not heard of the last choice.
    """
    at = st.session_state.get(_AT)
    if at is None or not _page() or at.page == _page():
        return
    for name in CARRIED:
        said = st.query_params.get(name)
        if said and name in st.session_state and (name, said) not in at.said:
            st.session_state[name] = said


def _note(before: Parameters) -> None:
    """Keeps what was written until the browser says it; what it may say before is what it was asked to say so far."""
    sent, now = st.session_state.pop(_SENT, None), _own()
    unheard = [said for said in [*(sent.unheard if sent else ()), before] if said != now]
    if unheard:
        st.session_state[_SENT] = _Sent(_page(), _message(), unheard, now)


def _own() -> Parameters:
    """What the address says beside what is carried."""
    return {name: found for name, found in everything().items() if name not in CARRIED}


def _message() -> object:
    """What the browser sent last: the same for all runs that follow from it, another object for each message."""
    context = get_script_run_ctx()
    return context.context_info if context else None


def _page() -> str:
    context = get_script_run_ctx()
    return context.page_script_hash if context else ""


def _goes_back() -> bool:
    """Whether the reader goes back or forward: then the address of before is meant."""
    context = get_script_run_ctx()
    return bool(context and context.is_history_navigation)
