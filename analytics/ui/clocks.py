"""On whose clock a moment is written: its domain's zone, a classroom's in its school's; strange ones are named.

The only place that takes a moment to a clock. What writes days and hours takes wall clocks alone, and refuses a moment.
"""

from datetime import UTC, date, datetime
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


def local(moment: datetime, zone: str) -> datetime:
    """What the clocks of a zone say at a moment, as days and hours are written from it."""
    if moment.tzinfo is None:
        raise ValueError("A wall clock has no zone to be taken from: hand over the moment that the warehouse gave.")
    return moment.astimezone(known(zone)).replace(tzinfo=None)


def drawn(wall: datetime) -> str:
    """A wall clock for a chart, whose scale is called UTC so that no browser shifts it to a clock of its own."""
    if wall.tzinfo is not None:
        raise ValueError("A chart draws a wall clock: take the moment to a zone first.")
    return f"{wall.isoformat()}Z"


def today(zone: str) -> date:
    """Which day the calendars of a zone show."""
    return local(datetime.now(UTC), zone).date()


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
    on_clocks = {
        column: pd.Series(
            [row[column] and local(row[column], row[ZONE_COLUMN]) for row in rows(found)],
            index=found.index,
            dtype="datetime64[us]",
        )
        for column in columns
    }
    return answer.showing(found.assign(**on_clocks))


@cache
def _named(zone: str, locale: str) -> str:
    return (
        "UTC"
        if zone in {"UTC", "Etc/UTC"}
        else str(get_timezone_location(known(zone), locale=locale, return_city=True))
    )
