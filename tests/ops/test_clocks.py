"""The moment that views look from, and the stretch of time in which a zone's clocks were not changed."""

from datetime import UTC, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

import pytest

from tests.factories import Connection, rows

DAYS = [datetime(1990, 1, 1, tzinfo=UTC) + timedelta(days) for days in range(365 * 60 + 16)]


@pytest.mark.parametrize("zone", ["UTC", "America/Guayaquil", "America/New_York", "Europe/Madrid", "Asia/Jakarta"])
def test_a_zone_is_steady_in_the_first_of_its_longest_stretches(connection: Connection, zone: str) -> None:
    def shift(moment: datetime) -> float:
        return (moment.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()).total_seconds()

    assert DAYS[-1] == datetime(2050, 1, 1, tzinfo=UTC)
    stretches = [list(days) for _, days in groupby(DAYS, shift)]
    longest = max(stretches, key=len)
    query = f"select since, until, extract(epoch from shift)::integer from ops.steady_clock('{zone}')"
    assert rows(connection, query) == [(longest[0], longest[-1], shift(longest[0]))]


@pytest.mark.parametrize("moment", ["1999-12-31 23:59+00", "2000-01-01 00:00+00", "2000-06-01", "2001-01-01 00:00+00"])
def test_within_a_steady_stretch_the_shift_is_the_clock(connection: Connection, moment: str) -> None:
    bounds = "timestamptz '2000-01-01 00:00+00', timestamptz '2001-01-01 00:00+00'"
    clock = f"ops.local_clock(moment, 'UTC', {bounds}, interval '5 hours') - (moment at time zone 'UTC')"
    query = f"select extract(hour from {clock})::integer from (values (timestamptz '{moment}')) as one (moment)"
    steady = "2000" <= moment < "2001"
    assert rows(connection, query) == [(5 if steady else 0,)]


@pytest.mark.parametrize("said", ["", "2026-06-15 12:00:00"])
def test_without_a_moment_one_looks_from_now(connection: Connection, said: str) -> None:
    connection.execute("select set_config('atalaya.as_of', %s, true)", [said])
    expected = "now()" if said == "" else f"timestamptz '{said}+00'"
    assert rows(connection, f"select ops.as_of() = {expected}") == [(True,)]
