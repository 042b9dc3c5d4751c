"""On whose clock a moment is written: its domain's zone, a classroom's in its school's; strange ones are named."""

from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pandas as pd
import streamlit as st
from babel.dates import get_timezone_location

from analytics.rows import rows
from analytics.ui import i18n, numbers
from analytics.ui.answers import Answer

ZONE_COLUMN = "time_zone"
"""Where an answer says in which zone the moments of each row are."""


def readers() -> str:
    """The zone of the reader's browser."""
    return st.context.timezone or "UTC"


def known(zone: str) -> ZoneInfo:
    """The zone of a name; UTC where Python does not know it."""
    try:
        return ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def heading(label: str, zone: str) -> str:
    """A heading of moments, with the zone where the reader's clock shows another time."""
    return label if is_readers(zone) else f"{label} ({named(zone)})"


def moment(value: datetime, zone: str) -> str:
    """A moment in a sentence, with the zone where the reader's clock shows another time."""
    return heading(numbers.moment(value, zone), zone)


def is_readers(zone: str) -> bool:
    """Whether the reader's clock shows the same time all year."""
    year = datetime.now(UTC).year
    days = [datetime(year, month, 1, tzinfo=UTC) for month in (1, 4, 7, 10)]
    return all(day.astimezone(known(zone)).utcoffset() == day.astimezone(known(readers())).utcoffset() for day in days)


def named(zone: str) -> str:
    """What a zone is called in the reader's language: its city."""
    return _named(zone, str(i18n.locale()))


def of_schools(answer: Answer, *columns: str) -> Answer:
    """The same rows with these moments on the clock of each row's own zone."""
    found = answer.frame
    local = {
        column: pd.Series(
            [_on_clock(row[column], row[ZONE_COLUMN]) for row in rows(found)], index=found.index, dtype="datetime64[us]"
        )
        for column in columns
    }
    return answer.showing(found.assign(**local))


def _on_clock(moment: datetime | None, zone: str) -> datetime | None:
    return None if moment is None else moment.astimezone(known(zone)).replace(tzinfo=None)


@cache
def _named(zone: str, locale: str) -> str:
    return (
        "UTC"
        if zone in {"UTC", "Etc/UTC"}
        else str(get_timezone_location(known(zone), locale=locale, return_city=True))
    )
