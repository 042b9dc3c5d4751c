"""The reader's language: messages from the catalogues, numbers and dates by Babel."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

import streamlit as st
from babel import Locale, UnknownLocaleError

from analytics.languages import DEFAULT, LANGUAGES, catalogue
from analytics.languages import LOCALE_DIRECTORY as LOCALE_DIRECTORY
from analytics.languages import contexts as contexts
from analytics.ui import address

LANGUAGE = "language"
"""What the address calls the reader's language."""

_spoken: ContextVar[str] = ContextVar("_spoken", default="")
_heard: ContextVar[tuple[str, Locale] | None] = ContextVar("_heard", default=None)
"""The reader's language and locale, while a page or a part of it is drawn: looked up once, asked a thousand times."""


def gettext(message: str) -> str:
    """`message` in the reader's language."""
    return catalogue(language()).gettext(message)


def pgettext(context: str, message: str) -> str:
    """`message` in the reader's language, where its form depends on what it is said of."""
    return catalogue(language()).pgettext(context, message)


def ngettext(one: str, many: str, count: int) -> str:
    """The form that fits `count`, in the reader's language."""
    return catalogue(language()).ngettext(one, many, count)


def npgettext(context: str, one: str, many: str, count: int) -> str:
    """The form that fits `count`, where its form depends on what it is said of."""
    return catalogue(language()).npgettext(context, one, many, count)


def language() -> str:
    """What the reader chose, which the address says; else the browser's language; else Spanish."""
    if spoken := _spoken.get():
        return spoken
    heard = _heard.get()
    return heard[0] if heard else _wished()


def _wished() -> str:
    wishes = (
        address.value(LANGUAGE),
        browser_language(),
    )
    return next((str(wish) for wish in wishes if wish in LANGUAGES), DEFAULT)


def browser_language() -> str:
    """The browser's language where we speak it, else Spanish."""
    wish = (st.context.locale or "").replace("_", "-").split("-")[0].lower()
    return wish if wish in LANGUAGES else DEFAULT


def locale() -> Locale:
    """Numbers and dates: the browser's regional habit where it is of the chosen language, else the language's own."""
    if spoken := _spoken.get():
        return _locale(spoken, "")
    heard = _heard.get()
    return heard[1] if heard else _locale(_wished(), st.context.locale or "")


@lru_cache(maxsize=64)
def _locale(chosen: str, browser: str) -> Locale:
    tag = browser.replace("_", "-")
    if tag.split("-")[0].lower() == chosen:
        try:
            return Locale.parse(tag, sep="-")
        except (ValueError, UnknownLocaleError):
            pass
    return Locale.parse(chosen)


@contextmanager
def heard() -> Iterator[None]:
    """While a page, or a part of it, is drawn: its language stays as it was asked for at the beginning."""
    wished = _wished()
    token = _heard.set((wished, _locale(wished, st.context.locale or "")))
    try:
        yield
    finally:
        _heard.reset(token)


@contextmanager
def speaking(chosen: str) -> Iterator[None]:
    """Fixes the language where there is no reader's session: in a test, in a thread."""
    token = _spoken.set(chosen)
    try:
        yield
    finally:
        _spoken.reset(token)
