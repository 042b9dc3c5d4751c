"""Hours across: named at even distances from midnight, and what was not measured leaves a gap."""

import itertools
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import altair as alt

from analytics.ui import clocks, numbers

HOUR = timedelta(hours=1)

_STEPS = ((8, 1, 1), (48, 6, 3), (14 * 24, 48, 24))
"""Up to so many hours, a name every so many of them on a phone, and on a desk."""

_WEEK = 7 * 24


def hour_axis(hours: Sequence[datetime], *, title: str) -> alt.X:
    """From the first hour to the end of the last, as they stand on their clock; midnights say the day."""
    first, last = min(hours), max(hours)
    said = f"utchours(datum.value) ? utcFormat(datum.value, '%H:%M') : utcFormat(datum.value, '{numbers.vega_day()}')"
    axis = alt.Axis(grid=False, values=_named(first, last), labelExpr=said)
    domain = [clocks.drawn(first), clocks.drawn(last + HOUR)]
    return alt.X("hour:T", title=title, scale=alt.Scale(type="utc", domain=domain, nice=False), axis=axis)


def gaps(hours: Sequence[datetime]) -> list[datetime]:
    """The first hour of each gap between the hours, which go up: a line that has nothing there ends before it."""
    return [one + HOUR for one, next_one in itertools.pairwise(hours) if next_one - one > HOUR]


def _named(first: datetime, last: datetime) -> alt.ExprRef:
    """The hours that bear a name: counted from a midnight, in periods of weeks from a Monday's."""
    count = (last - first) // HOUR + 1
    phone, desk = next((steps for most, *steps in _STEPS if count <= most), (_WEEK, _WEEK))
    midnight = first.replace(hour=0, minute=0, second=0, microsecond=0)
    begin = midnight - timedelta(days=midnight.weekday()) if desk == _WEEK else midnight
    return alt.ExprRef(f"width < 480 ? {_every(phone, begin, first, last)} : {_every(desk, begin, first, last)}")


def _every(step: int, begin: datetime, first: datetime, last: datetime) -> list[int]:
    every = (begin + place * step * HOUR for place in range((last - begin) // (step * HOUR) + 1))
    return [int(hour.replace(tzinfo=UTC).timestamp()) * 1000 for hour in every if hour >= first]
