"""The day of live classrooms is that of UTC."""

import pytest

from tests.factories import Connection, look_from, rows


@pytest.mark.parametrize(
    ("moment", "today", "horizon"),
    [
        ("2026-06-15 23:59:59", "2026-06-15", "2026-06-16 00:00:00"),
        ("2026-06-16 00:00:00", "2026-06-16", "2026-06-17 00:00:00"),
    ],
)
def test_the_day_ends_at_midnight_in_utc(empty: Connection, moment: str, today: str, horizon: str) -> None:
    empty.execute("set local time zone 'Asia/Tokyo'")
    look_from(empty, moment)
    query = "select analytics.today()::text, (analytics.horizon() at time zone 'UTC')::text"
    assert rows(empty, query) == [(today, horizon)]
