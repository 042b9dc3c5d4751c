"""Runs are admitted a few at a time, in the order they came: all at once, nobody would be served before everybody is.

All runs of a process share one interpreter. Who runs alone is done soon, and what is left of it answers the API.
Sections that draw themselves again are short, so they queue by themselves: none waits behind pages, and no page behind
them.
"""

import functools
import os
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ParamSpec, overload

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.scriptrunner_utils.script_run_context import get_run_yield_check, get_script_run_ctx

from analytics.ui import elements, numbers
from analytics.ui.i18n import gettext as _
from analytics.ui.i18n import ngettext

_cores_of: Callable[[int], Collection[int]] | None = getattr(os, "sched_getaffinity", None)
PLACES = max(2, len(_cores_of(0)) if _cores_of else os.cpu_count() or 1)
"""As many as cores that this process may use. While one run waits for the database, another computes."""

SILENT_SECONDS = 0.6
"""Who waits no longer is told nothing."""

AGAIN_SECONDS, AGAIN_SECONDS_EACH_BEFORE = 1.0, 0.02
"""When a waiting reader's line is looked at again; less often far behind, where it tells little."""

Given = ParamSpec("Given")

_admitted: ContextVar[bool] = ContextVar("_admitted", default=False)
"""Whether this run has its place already: a page draws its sections too."""

STYLE = """<style>
:has(> .st-key-waiting) { position: fixed; top: 1rem; left: 0; right: 0; z-index: 100; width: auto; }
.st-key-waiting { align-items: center; }
.stApp .st-key-waiting [data-testid="stCaptionContainer"] { opacity: 1; }
.stApp .st-key-waiting p {
    padding: 0.25rem 1rem; border: 1px solid GrayText; border-radius: 6px; background: Canvas; color: CanvasText;
}
</style>"""
"""It lies above the page, so that nothing moves when it comes and goes."""


class Ticket:
    """A run that wants a place."""

    def __init__(self, session: str) -> None:
        self.session = session
        self.called = threading.Event()
        self.has_place = False


class Queue:
    """Places, and who waits for one, in the order of coming."""

    def __init__(self, places: int) -> None:
        self._lock = threading.Lock()
        self._free = places
        self._waiting: list[Ticket] = []

    def enter(self, session: str) -> Ticket:
        """A ticket, called at once where a place is free.

        A reader who asks again while waiting keeps the turn: the newer run takes over, the older is called without a
        place.
        """
        with self._lock:
            ticket = Ticket(session)
            if self._free:
                self._free -= 1
                self._call(ticket)
            elif older := next((found for found in self._waiting if found.session == session), None):
                self._waiting[self._waiting.index(older)] = ticket
                older.called.set()
            else:
                self._waiting.append(ticket)
            return ticket

    def leave(self, ticket: Ticket) -> None:
        """Gives the place, or the turn, back; whoever is next is called."""
        with self._lock:
            if not ticket.has_place:
                if ticket in self._waiting:
                    self._waiting.remove(ticket)
            elif self._waiting:
                self._call(self._waiting.pop(0))
            else:
                self._free += 1

    def before(self, ticket: Ticket) -> int:
        """How many are called before this one."""
        with self._lock:
            return self._waiting.index(ticket) if ticket in self._waiting else 0

    @staticmethod
    def _call(ticket: Ticket) -> None:
        ticket.has_place = True
        ticket.called.set()


pages = Queue(PLACES)
sections = Queue(PLACES)


@contextmanager
def admitted() -> Iterator[None]:
    """Waits until it is this run's turn, and gives the place back however the run ends.

    Whoever closes the tab or asks for something else meanwhile leaves the queue: Streamlit then ends the run.
    """
    if _admitted.get():
        yield
        return
    context = get_script_run_ctx(suppress_warning=True)
    queue = sections if context and context.fragment_ids_this_run else pages
    ticket = queue.enter(context.session_id if context else "")
    token = _admitted.set(True)
    try:
        _wait(queue, ticket)
        yield
    finally:
        _admitted.reset(token)
        queue.leave(ticket)


@overload
def fragment(section: Callable[Given, None]) -> Callable[Given, None]: ...


@overload
def fragment(*, run_every: float | None) -> Callable[[Callable[Given, None]], Callable[Given, None]]: ...


def fragment(section: Callable[Given, None] | None = None, *, run_every: float | None = None) -> Any:
    """`st.fragment`, each of whose own runs waits for its turn; drawn with its page it has the page's place."""
    if section is None:
        return lambda given: st.fragment(_in_turn(given), run_every=run_every)
    return st.fragment(_in_turn(section))


def _in_turn(section: Callable[Given, None]) -> Callable[Given, None]:
    @functools.wraps(section)
    def drawn(*args: Given.args, **kwargs: Given.kwargs) -> None:
        with admitted():
            section(*args, **kwargs)

    return drawn


def _wait(queue: Queue, ticket: Ticket) -> None:
    # Always there, so that what follows has the same place whether somebody waited or not; it takes no room.
    line = _Line() if queue is pages else None
    seconds = SILENT_SECONDS
    while not ticket.called.wait(seconds):
        _end_if_unwanted()
        before = queue.before(ticket)
        if line is not None:
            line.say(before)
        seconds = AGAIN_SECONDS + before * AGAIN_SECONDS_EACH_BEFORE
    _end_if_unwanted()
    if not ticket.has_place:
        st.stop()
    if line is not None:
        line.clear()


def _end_if_unwanted() -> None:
    """Ends a run that Streamlit was told to stop; who waits draws nothing, so would not hear of it."""
    check: Callable[[], None] | None = get_run_yield_check()
    if check is not None:
        check()


class _Line:
    """What a waiting reader sees; nothing for who does not wait."""

    def __init__(self) -> None:
        self._place = st.empty()
        self._text: DeltaGenerator | None = None
        self._said: int | None = None

    def say(self, before: int) -> None:
        """How many come before; nothing new is not said again."""
        if before == self._said:
            return
        self._said = before
        if self._text is None:
            with self._place.container(key="waiting"):
                st.html(STYLE)
                self._text = st.empty()
        with self._text:
            elements.caption(_words(before), width="content")

    def clear(self) -> None:
        """It is the reader's turn."""
        if self._text is not None:
            self._place.empty()


def _words(before: int) -> str:
    if not before:
        return _("Many people are reading at the moment. Your page is next.")
    return ngettext(
        "Many people are reading at the moment. {count} page comes before yours.",
        "Many people are reading at the moment. {count} pages come before yours.",
        before,
    ).format(count=numbers.whole(before))
