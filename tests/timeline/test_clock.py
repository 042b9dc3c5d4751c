"""The day of the video courses: New York's, with summer time."""

import pytest

from tests.factories import Connection, look_from, rows

MOMENTS = [
    ("2026-06-16 03:59:59", "2026-06-15", "2026-06-16 04:00:00"),
    ("2026-06-16 04:00:00", "2026-06-16", "2026-06-17 04:00:00"),
    ("2026-03-08 04:59:59", "2026-03-07", "2026-03-08 05:00:00"),
    ("2026-03-08 05:00:00", "2026-03-08", "2026-03-09 04:00:00"),
    ("2026-11-01 12:00:00", "2026-11-01", "2026-11-02 05:00:00"),
]


@pytest.mark.parametrize(("moment", "today", "horizon"), MOMENTS)
def test_the_day_ends_at_new_yorks_midnight(empty: Connection, moment: str, today: str, horizon: str) -> None:
    empty.execute("set local time zone 'Asia/Tokyo'")
    look_from(empty, moment)
    query = "select timeline.today()::text, (timeline.horizon() at time zone 'UTC')::text"
    assert rows(empty, query) == [(today, horizon)]
