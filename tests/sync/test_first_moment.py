"""A daily job runs once a day: at the jump where a day lacks its time, at the first where a day has it twice."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sync.clock.schedule import first_moment, trigger

CLOCKS = (
    "America/New_York",
    "Australia/Lord_Howe",
    "America/Santiago",
    "Africa/Cairo",
    "America/Havana",
    "Asia/Kathmandu",
)


@pytest.mark.parametrize(
    ("zone", "day", "at", "moment"),
    [
        ("America/New_York", "2026-03-08", "02:30", "2026-03-08T07:00:00+00:00"),
        ("America/New_York", "2026-11-01", "01:30", "2026-11-01T05:30:00+00:00"),
        ("America/New_York", "2026-11-02", "01:30", "2026-11-02T06:30:00+00:00"),
        # Half an hour.
        ("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:30:00+00:00"),
        ("Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-04T14:45:00+00:00"),
        # Midnight itself is missing, and comes twice.
        ("Africa/Cairo", "2026-04-24", "00:30", "2026-04-23T22:00:00+00:00"),
        ("America/Havana", "2026-11-01", "00:30", "2026-11-01T04:30:00+00:00"),
        ("America/Bogota", "2026-06-15", "01:00", "2026-06-15T06:00:00+00:00"),
    ],
)
def test_a_day_that_lacks_a_time_or_has_it_twice(zone: str, day: str, at: str, moment: str) -> None:
    found = first_moment(date.fromisoformat(day), time.fromisoformat(at), ZoneInfo(zone))
    assert found.astimezone(UTC).isoformat() == moment


@given(some.sampled_from(CLOCKS), some.dates(date(2020, 1, 1), date(2035, 1, 1)), some.times())
def test_it_is_the_first_moment_whose_clock_shows_the_time_or_a_later_one(zone: str, day: date, at: time) -> None:
    at = at.replace(second=0, microsecond=0)
    wanted = datetime.combine(day, at)
    found = first_moment(day, at, ZoneInfo(zone))
    shown = found.replace(tzinfo=None)
    before = (found.astimezone(UTC) - timedelta(seconds=1)).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    assert before < wanted <= shown < wanted + timedelta(hours=2)


@pytest.mark.parametrize("zone", CLOCKS)
def test_a_year_has_one_run_a_day(zone: str) -> None:
    daily = trigger(2, 15, zone)
    now = datetime(2026, 1, 1, tzinfo=UTC)
    runs: list[datetime] = []
    while not runs or runs[-1] < now + timedelta(days=365):
        last = runs[-1] if runs else None
        runs.append(daily.get_next_fire_time(last, (last + timedelta(microseconds=1)) if last else now))
    days = [run.astimezone(ZoneInfo(zone)).date() for run in runs]
    assert days == [days[0] + timedelta(days=number) for number in range(len(days))]
