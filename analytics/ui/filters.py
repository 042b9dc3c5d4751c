"""Filters that live in the URL, so that a page can be sent to somebody."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from contextvars import ContextVar

import streamlit as st

from analytics import choices
from analytics.ui import elements, loaders
from analytics.ui.answers import Answer
from analytics.ui.i18n import gettext as _

_below: ContextVar["st.delta_generator.DeltaGenerator | None"] = ContextVar("below", default=None)
"""Below the filters of the page that is drawn."""


def row() -> "st.delta_generator.DeltaGenerator":
    """The one row that holds a page's filters; on a phone they stack. What there is to say of them comes below it."""
    filters = st.container(horizontal=True, vertical_alignment="bottom", key="filters")
    _below.set(st.container(key="about_filters"))
    return filters


def say(text: str) -> None:
    """Says something about a choice, below the row of filters."""
    with _below.get() or nullcontext():
        # A name that begins with an emoji keeps it: without an icon of ours it would become the icon.
        elements.info(text, icon="")


def search_field(label: str, *, placeholder: str) -> str:
    """A text that is looked for while it is typed, `?search=…`."""
    typed = elements.text_input(
        label,
        key="search",
        type="search",
        live=True,
        placeholder=placeholder,
        bind="query-params",
        max_chars=100,
    )
    return typed or ""


def by_kind(found: Answer) -> dict[str, list[str]]:
    """The choices of an answer by their kind, in its order; a kind that has none has an empty list."""
    known: dict[str, list[str]] = defaultdict(list)
    for row in found.rows:
        known[row["kind"]].append(row["choice"])
    return known


def several(label: str, options: Iterable[str] | Mapping[str, str], *, name: str, placeholder: str) -> list[str]:
    """Any number of names from the data, or of words by their token, none meaning all: `?name=one&name=two`.

    What is typed or stands in the URL means the option that is so spelt without regard to case and accents. What
    means none stays, finds nothing, and is said.
    """
    words = dict(options) if isinstance(options, Mapping) else {option: option for option in options}
    key = session_key(name)
    wish: list[str] = st.session_state[key] if key in st.session_state else st.query_params.get_all(name)
    st.session_state[key] = list(dict.fromkeys(meant for one in wish for meant in _meant(one, words) or [one]))
    chosen: list[str] = elements.multiselect(
        label,
        list(words),
        format_func=lambda token: words.get(token) or str(token),
        key=key,
        placeholder=placeholder,
        accept_new_options=True,
    )
    for unknown in (token for token in chosen if token not in words):
        say(_("Nothing here is called {name}.").format(name=unknown))
    if chosen:
        st.query_params[name] = chosen
    else:
        st.query_params.pop(name, None)
    return chosen


def one_of(label: str, words: Mapping[str, str], *, name: str, default: str) -> str:
    """One of a few words.

    The URL holds the word's token, so that a link reads the same in every language; Streamlit's own binding would
    write the translated word.
    """
    key = _prepared(name, words, default)
    chosen = elements.segmented_control(
        label, list(words), format_func=lambda token: words.get(token, token), key=key, required=True
    )
    return _in_url(name, chosen or default, default)


def one_of_many(
    label: str, words: Mapping[str, str], *, name: str, default: str, typing: bool = True, names: bool = False
) -> str:
    """Like `one_of`, as a list that can be searched, or one that a search field of its own has narrowed.

    Where the words are names from the data, what is typed means the first that is so spelt, as in `several`.
    """
    key = session_key(name)
    if names and (typed := st.session_state.get(key)) and typed not in words:
        st.session_state[key] = next(iter(_meant(typed, words)), None)
    key = _prepared(name, words, default)
    chosen = elements.selectbox(
        label,
        list(words),
        format_func=lambda token: words.get(token) or str(token),
        key=key,
        filter_mode="fuzzy" if typing else None,
        accept_new_options=names,
    )
    return _in_url(name, chosen or default, default)


def _meant(typed: str, words: Mapping[str, str]) -> list[str]:
    """Which tokens a text means: itself, or those whose words are so spelt."""
    if typed in words:
        return [typed]
    found = loaders.ask(choices.fitting, typed=typed, choices=list(dict.fromkeys(words.values()))).rows
    return [token for row in found for token, word in words.items() if word == row["choice"]]


def choose(name: str, token: str) -> None:
    """Sets a choice from elsewhere, such as a click on a chart; to be called before its control is drawn."""
    st.session_state[session_key(name)] = token


def _prepared(name: str, words: Mapping[str, str], default: str) -> str:
    key, default_key = session_key(name), f"default_{name}"
    if st.session_state.get(key) == st.session_state.get(default_key) and name not in st.query_params:
        # Nobody chose it: it was the default, and the default has moved on (a newer run, say).
        st.session_state.pop(key, None)
    st.session_state[default_key] = default
    if st.session_state.get(key) not in words:
        wish = st.query_params.get(name)
        st.session_state[key] = wish if wish in words else default
    return key


def _in_url(name: str, chosen: str, default: str) -> str:
    if chosen == default:
        st.query_params.pop(name, None)
    elif st.query_params.get(name) != chosen:
        st.query_params[name] = chosen
    return chosen


def session_key(name: str) -> str:
    """Where the session keeps the choice that the URL calls `name`."""
    return f"choice_{name}"
