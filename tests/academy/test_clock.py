"""The day of the study centre: Guayaquil's, which knows no summer time."""

import pytest

from tests.factories import Connection, look_from, rows

MOMENTS = [
    ("2026-06-16 04:59:59", "2026-06-15", "2026-06-16 05:00:00"),
    ("2026-06-16 05:00:00", "2026-06-16", "2026-06-17 05:00:00"),
    ("2026-12-31 23:00:00", "2026-12-31", "2027-01-01 05:00:00"),
]


@pytest.mark.parametrize(("moment", "today", "horizon"), MOMENTS)
def test_the_day_ends_at_guayaquils_midnight(connection: Connection, moment: str, today: str, horizon: str) -> None:
    connection.execute("set local time zone 'Asia/Tokyo'")
    look_from(connection, moment)
    query = "select mgmt.today()::text, (mgmt.horizon() at time zone 'UTC')::text"
    assert rows(connection, query) == [(today, horizon)]
