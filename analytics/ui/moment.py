"""From which moment the reader looks, and which version of the data the page shows."""

from datetime import UTC, date, datetime

import streamlit as st

from analytics import operations
from analytics.ui import address, clocks, shown_page

AS_OF = "as_of"
"""What the address calls the day from which the reader looks."""

FIRST_DAY = date(2000, 1, 1)
"""Nothing that Atalaya shows is older."""


def as_of() -> date | None:
    """The day that the page looks from; None is live, as a page is that is always now.

    Not to be asked where `cannot_be` says something.
    """
    return asked() if shown_page.takes_a_day() else None


def asked() -> date | None:
    """The day that the reader chose, for all pages that can look from one."""
    try:
        return date.fromisoformat(address.value(AS_OF) or "")
    except ValueError:
        return None


def look_from(day: date | None) -> None:
    """Chooses another day; None is now. For callbacks."""
    address.write({AS_OF: [day.isoformat()] if day else []})


def cannot_be() -> str | None:
    """What the address says instead of a day from which one can look: unreadable, too long ago, or still to come."""
    said, day = address.value(AS_OF), asked()
    if said is None or (day is not None and FIRST_DAY <= day <= today()):
        return None
    return said


def today() -> date:
    """The reader's day."""
    return clocks.today(clocks.readers())


def quarter() -> str:
    """The current quarter of an hour, at whose ends local midnights fall in every zone; live answers last as long."""
    now = datetime.now(UTC)
    return now.replace(minute=now.minute // 15 * 15).strftime("%Y-%m-%dT%H:%M")


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
