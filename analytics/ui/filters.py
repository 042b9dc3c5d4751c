"""Filters that live in the URL, so that a page can be sent to somebody."""

from collections.abc import Iterable, Mapping

import streamlit as st


def row() -> "st.delta_generator.DeltaGenerator":
    """The one row that holds a page's filters; on a phone they stack."""
    return st.container(horizontal=True, vertical_alignment="bottom", key="filters")


def several(label: str, options: Iterable[str], *, name: str, placeholder: str) -> list[str]:
    """Any number of names from the data, none meaning all: `?name=one&name=two`."""
    known = sorted({str(option) for option in options}, key=str.casefold)
    return st.multiselect(label, known, key=name, placeholder=placeholder, bind="query-params")


def one_of(label: str, words: Mapping[str, str], *, name: str, default: str) -> str:
    """One of a few words.

    The URL holds the word's token, so that a link reads the same in every language; Streamlit's own binding would
    write the translated word.
    """
    key = _prepared(name, words, default)
    chosen = st.segmented_control(
        label, list(words), format_func=lambda token: words.get(token, token), key=key, required=True
    )
    return _in_url(name, chosen or default, default)


def one_of_many(label: str, words: Mapping[str, str], *, name: str, default: str, typing: bool = True) -> str:
    """Like `one_of`, as a list that can be searched, or one that a search field of its own has narrowed."""
    key = _prepared(name, words, default)
    chosen = st.selectbox(
        label,
        list(words),
        format_func=lambda token: words.get(token, token),
        key=key,
        filter_mode="contains" if typing else None,
    )
    return _in_url(name, chosen or default, default)


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
