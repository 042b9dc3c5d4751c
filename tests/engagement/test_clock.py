"""The day of the study centre: Guayaquil's, which knows no summer time."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from db.warehouse import Warehouse
from tests.conftest import Server
from tests.factories import Connection, look_from, rows

CHECK_IN = (
    "insert into academy.check_ins (id, student_id, checked_in_at, checked_out_at) "
    "values (%s, %s, '2026-06-15 15:00+00', '2026-06-15 16:00+00')"
)

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


@pytest.mark.parametrize("zone", ["America/Guayaquil", "Asia/Jakarta", "Europe/Berlin", "Asia/Kathmandu"])
def test_the_fast_clock_says_what_the_zone_says(connection: Connection, zone: str) -> None:
    differing = """
        with moments as (
            select moment
            from generate_series(timestamptz '1880-01-01 00:00+00', '2060-01-01 00:00+00', '97 hours 31 minutes')
                as moment
            union all
            select since + near
            from ops.steady_clock(%(zone)s), unnest('{-1 s,-1 us,0,1 us,1 s}'::interval[]) as near
            union all
            select until + near
            from ops.steady_clock(%(zone)s), unnest('{-1 s,-1 us,0,1 us,1 s}'::interval[]) as near
        )

        select count(*) filter (
            where ops.local_clock(moment, %(zone)s, since, until, shift) <> moment at time zone %(zone)s
        ), count(*) > 10000
        from moments cross join ops.steady_clock(%(zone)s)
    """
    assert connection.execute(differing, {"zone": zone}).fetchall() == [(0, True)]


def test_two_writers_at_once_forget_nothing(server: Server) -> None:
    warehouse = Warehouse(server.database_url(server.create("atalaya_template")))
    with warehouse.connect() as one, warehouse.connect() as other, ThreadPoolExecutor(1) as pool:
        one.execute(
            "insert into academy.students (id, full_name, level, created_at) "
            "values ('s', 'Ana', 'A1', '2026-01-01'), ('t', 'Eva', 'A1', '2026-01-01')"
        )
        with one.transaction():
            one.execute(CHECK_IN, ["c1", "s"])
            waiting = pool.submit(other.execute, CHECK_IN, ["c2", "t"])
            while not rows(one, "select 1 from pg_locks where locktype = 'advisory' and not granted"):
                assert not waiting.done()
        waiting.result()
        assert rows(one, "select sessions, microseconds from mgmt.presence_hours") == [(2, 7200000000)]
