"""The sidebar: the sync, the same in every tab, the as-of date, the language."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from textwrap import shorten

import streamlit as st

from analytics import operations
from analytics.languages import LANGUAGES
from analytics.query import QueryError, WarehouseEmpty
from analytics.rows import Row, rows
from analytics.ui import (
    address,
    admission,
    clocks,
    controls,
    elements,
    filters,
    i18n,
    logged,
    moment,
    numbers,
    shown_page,
    sync_progress,
    words,
)
from analytics.ui.freshness import freshness_lines
from analytics.ui.i18n import gettext as _
from analytics.ui.sync_control import start_sync
from db.errors import AtalayaError

IDLE_SECONDS = 10
"""How often an open tab asks whether a sync runs, and whether there are newer data."""

RUNNING_SECONDS = 1
"""How often it asks how far a sync is while one runs."""

MOST_CHARACTERS = 300
"""Of what went wrong: the Operations page says it all."""

_DRAWN = "drawn"
_ASKED = "sync_asked_for"


def sidebar() -> None:
    """Draws the controls that every page shares."""
    with st.sidebar:
        _sync()
        if shown_page.takes_a_day():
            _day()
        filters.one_of(
            _("Language"),
            {code: code for code in LANGUAGES},
            name=i18n.LANGUAGE,
            default=i18n.browser_language(),
            hint=" · ".join(f"{code}: {name}" for code, name in LANGUAGES.items()),
        )


def _day() -> None:
    filters.day_field(
        _("As of"),
        name=moment.AS_OF,
        shown=None if moment.cannot_be() else moment.as_of(),
        first=moment.FIRST_DAY,
        last=moment.today(),
        hint=_("Pages show what was known on that day. Empty means now."),
    )


@admission.fragment(run_every=IDLE_SECONDS)
def _sync() -> None:
    """Asks seldom; while a sync runs, what it draws asks often, and the page is not drawn again for it."""
    with i18n.heard(), _without_a_warehouse():
        newest = _newest()
        if _ASKED in st.session_state or _runs(newest):
            _watched()
        else:
            _shown(newest)


@admission.fragment(run_every=RUNNING_SECONDS)
def _watched() -> None:
    with i18n.heard(), _without_a_warehouse():
        if st.session_state.pop(_ASKED, False):
            start_sync()
        _shown(_newest())


def _newest() -> Row | None:
    return next(iter(rows(operations.newest_run())), None)


def _runs(newest: Row | None) -> bool:
    return newest is not None and newest["status"] == "running"


def _shown(newest: Row | None) -> None:
    if newest is not None and _runs(newest):
        _running(newest)
    else:
        _idle(newest)
    _redraw_when_out_of_date()
    controls.acknowledge()
    address.hear()


@contextmanager
def _without_a_warehouse() -> Iterator[None]:
    try:
        yield
    except (QueryError, AtalayaError) as error:
        st.session_state[_DRAWN] = None
        empty = isinstance(error, WarehouseEmpty)
        elements.caption(_("The warehouse is not set up.") if empty else _("The warehouse does not answer."))


def _running(newest: Row) -> None:
    elements.button(
        words.running(newest["kind"]),
        disabled=True,
        width="stretch",
        key="syncing",
        icon=":material/sync:",
        type="primary",
    )
    elements.caption(_("Running for {duration}").format(duration=numbers.seconds(newest["running_seconds"])))
    sync_progress.bars(newest["run"])


def _idle(newest: Row | None) -> None:
    elements.button(
        _("Sync now"), type="primary", width="stretch", key="sync_now", icon=":material/sync:", on_click=_ask_for_sync
    )
    if newest is None:
        elements.caption(_("Never synced"))
        return
    ended = newest["finished_at"] or newest["started_at"]
    elements.caption(
        _("Last sync {ago}").format(ago=numbers.age(ended, datetime.now(UTC))),
        help=f"{words.run_status(newest['status'])} · {numbers.moment(ended, clocks.readers())}",
    )
    elements.caption(_("Outcome: {outcome}").format(outcome=words.run_status(newest["status"])))
    freshness_lines()
    if newest["message"]:
        message = logged.again(newest["message"])
        elements.warning(shorten(message, MOST_CHARACTERS, placeholder=" …"), icon=":material/warning:")
        if newest["status"] != "succeeded":
            elements.caption(_("Pages keep showing the last good data."))


def _ask_for_sync() -> None:
    st.session_state[_ASKED] = True


def _redraw_when_out_of_date() -> None:
    """A finished sync, or a warehouse that is back, redraws the page in every open tab, once.

    So does a browser that turns dark or light: pictures have the colours of the mode in which they were drawn.
    """
    now = moment.newest_version(), st.context.theme.type
    drawn = st.session_state.setdefault(_DRAWN, now)
    if drawn != now:
        st.session_state[_DRAWN] = now
        st.rerun(scope="app")
