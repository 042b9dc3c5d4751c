"""The sidebar: the sync, the same in every tab, the as-of date, the language."""

from datetime import UTC, datetime
from textwrap import shorten

import streamlit as st

from analytics import operations
from analytics.languages import LANGUAGES
from analytics.query import QueryError, WarehouseEmpty
from analytics.rows import Row, rows
from analytics.ui import (
    admission,
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

POLL_SECONDS = 1
"""How often every open tab asks how the sync is doing."""

MOST_CHARACTERS = 300
"""Of what went wrong: the Operations page says it all."""

_DRAWN = "drawn_version"


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


@admission.fragment(run_every=POLL_SECONDS)
def _sync() -> None:
    try:
        newest = next(iter(rows(operations.newest_run())), None)
        if newest is not None and newest["status"] == "running":
            _running(newest)
        else:
            _idle(newest)
        _redraw_when_data_changed()
        controls.acknowledge()
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
    if elements.button(_("Sync now"), type="primary", width="stretch", key="sync_now", icon=":material/sync:"):
        start_sync()
    if newest is None:
        elements.caption(_("Never synced"))
        return
    ended = newest["finished_at"] or newest["started_at"]
    elements.caption(
        _("Last sync {ago}").format(ago=numbers.age(ended, datetime.now(UTC))),
        help=f"{words.run_status(newest['status'])} · {numbers.moment(ended, st.context.timezone or 'UTC')}",
    )
    elements.caption(_("Outcome: {outcome}").format(outcome=words.run_status(newest["status"])))
    freshness_lines()
    if newest["message"]:
        message = logged.again(newest["message"])
        elements.warning(shorten(message, MOST_CHARACTERS, placeholder=" …"), icon=":material/warning:")
        if newest["status"] != "succeeded":
            elements.caption(_("Pages keep showing the last good data."))


def _redraw_when_data_changed() -> None:
    """A finished sync, or a warehouse that is back, redraws the page in every open tab, once."""
    version = moment.newest_version()
    drawn = st.session_state.setdefault(_DRAWN, version)
    if drawn != version:
        st.session_state[_DRAWN] = version
        st.rerun(scope="app")
