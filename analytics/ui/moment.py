"""From which moment the reader looks, and which version of the data the page shows."""

from datetime import UTC, date, datetime

import streamlit as st

from analytics import operations
from analytics.ui import shown_page

AS_OF = "as_of"
"""Key of the as-of control, in the session and in the URL."""


def as_of() -> date | None:
    """The day that the page looks from; None is live, as a page is that is always now."""
    return asked() if shown_page.takes_a_day() else None


def asked() -> date | None:
    """The day that the reader chose, for all pages that can look from one."""
    chosen = st.session_state.get(AS_OF)
    if isinstance(chosen, date):
        return chosen
    try:
        # A page that takes no day draws no control for it.
        return date.fromisoformat(st.query_params.get(AS_OF, ""))
    except ValueError:
        return None


def look_from(day: date | None) -> None:
    """Chooses another day; None is now. For callbacks."""
    st.session_state[AS_OF] = day


def hour() -> str:
    """The current hour. Local midnights fall on whole hours in every zone used, so live answers last as long."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H")


def minute() -> str:
    """The current minute: as long as what only runs change may be told from memory."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M")


@st.cache_data(ttl=1, max_entries=1, show_spinner=False)
def data_version() -> int:
    """The version of the data, asked for at most once a second by all sessions together."""
    return newest_version()


def newest_version() -> int:
    """The version of the data this second; 0 before there is any."""
    return next((int(version) for version in operations.data_version()["version"]), 0)
