"""The sidebar: the sync, the same in every tab, the as-of date, the language."""

from datetime import UTC, date, datetime

import pandas as pd
import streamlit as st

from analytics import operations
from analytics.query import QueryError, WarehouseEmpty
from analytics.rows import Row, rows
from analytics.ui import i18n, moment, numbers, words
from analytics.ui.i18n import gettext as _
from analytics.ui.sync_control import start_sync
from db.errors import AtalayaError

POLL_SECONDS = 1
"""How often every open tab asks how the sync is doing."""

_ENDED = frozenset({"done", "skipped", "failed"})

_DRAWN = "drawn_version"


def sidebar() -> None:
    """Draws the controls that every page shares."""
    with st.sidebar:
        _sync()
        st.date_input(
            _("As of"),
            value=None,
            min_value=date(2000, 1, 1),
            max_value="today",
            key=moment.AS_OF,
            bind="query-params",
            format="YYYY-MM-DD",
            help=_("Pages show what was known on that day. Empty means now."),
        )
        st.segmented_control(
            _("Language"),
            list(i18n.LANGUAGES),
            default=i18n.browser_language(),
            key=i18n.QUERY_PARAMETER,
            bind="query-params",
            required=True,
            help=" · ".join(f"{code}: {name}" for code, name in i18n.LANGUAGES.items()),
        )


@st.fragment(run_every=POLL_SECONDS)
def _sync() -> None:
    try:
        newest = operations.newest_run()
        if not newest.empty and newest["status"].iloc[0] == "running":
            _running(int(newest["run"].iloc[0]), newest["started_at"].iloc[0])
        else:
            _idle(newest)
        _redraw_when_data_changed()
    except (QueryError, AtalayaError) as error:
        st.session_state[_DRAWN] = None
        empty = isinstance(error, WarehouseEmpty)
        st.caption(_("The warehouse is not set up.") if empty else _("The warehouse does not answer."))


def _running(run: int, started: datetime) -> None:
    elapsed = (datetime.now(UTC) - started).total_seconds()
    st.button(_("Syncing…"), disabled=True, width="stretch", key="syncing", icon=":material/sync:", type="primary")
    st.caption(_("Running for {duration}").format(duration=numbers.seconds(max(elapsed, 0))))
    for table in rows(operations.progress(run=run)):
        st.progress(_share(table), text=_progress_text(table))


def _share(table: Row) -> float:
    if table["phase"] in _ENDED:
        return 1.0
    expected = _expected(table)
    return min(float(table["rows_done"]) / expected, 1.0) if expected else 0.0


def _progress_text(table: Row) -> str:
    name, phase, expected = table["table"], words.phase(table["phase"]), _expected(table)
    if expected is None or table["phase"] in {"waiting", *_ENDED}:
        return f"{name} · {phase}"
    return _("{table} · {phase} · {done} of {expected}").format(
        table=name, phase=phase, done=numbers.whole(table["rows_done"]), expected=numbers.whole(expected)
    )


def _expected(table: Row) -> int | None:
    """Missing until the source has counted its rows."""
    expected: int | None = table["rows_expected"]
    return expected


def _idle(newest: pd.DataFrame) -> None:
    if st.button(_("Sync now"), type="primary", width="stretch", key="sync_now", icon=":material/sync:"):
        start_sync()
    if newest.empty:
        st.caption(_("Never synced"))
        return
    run = newest.iloc[0]
    ended = run["finished_at"] if pd.notna(run["finished_at"]) else run["started_at"]
    st.caption(
        _("Last sync {ago}").format(ago=numbers.age(ended, datetime.now(UTC))),
        help=f"{words.run_status(run['status'])} · {numbers.moment(ended, st.context.timezone or 'UTC')}",
    )
    st.caption(_("Outcome: {outcome}").format(outcome=words.run_status(run["status"])))
    if run["status"] != "succeeded" and pd.notna(run["message"]):
        st.warning(run["message"], icon=":material/warning:")
        st.caption(_("Pages keep showing the last good data."))


def _redraw_when_data_changed() -> None:
    """A finished sync, or a warehouse that is back, redraws the page in every open tab, once."""
    version = operations.data_version()
    drawn = st.session_state.setdefault(_DRAWN, version)
    if drawn != version:
        st.session_state[_DRAWN] = version
        st.rerun(scope="app")
