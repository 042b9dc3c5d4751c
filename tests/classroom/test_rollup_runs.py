"""Rollups as runs: what they close, one at a time, and what their records say."""

from datetime import UTC, datetime, timedelta

import pytest

from db.warehouse import SYNC, Warehouse
from sync.clock import jobs
from sync.clock.rollup import RollupRunning, run_rollup
from tests.classroom.classroom import add


@pytest.fixture
def classrooms(warehouse_18: Warehouse) -> Warehouse:
    """A school whose first record is five full hours old."""
    with warehouse_18.connect() as connection:
        add(connection, "schools", "school")
        for hours in (0, 5):
            moment = datetime.now(UTC) - timedelta(hours=hours)
            add(connection, "resource_usage", f"{hours} hours ago", recorded_at=moment)
    return warehouse_18


def test_a_rollup_closes_what_is_missing_and_the_next_has_nothing_to_do(classrooms: Warehouse) -> None:
    reported: list[tuple[int, int]] = []
    found = run_rollup(classrooms, "test", report=lambda done, hours: reported.append((done, hours)))
    assert (found.status, found.hours, found.rows_written) == ("succeeded", 5, 1)
    assert reported == [(0, 5), (5, 5)]
    again = run_rollup(classrooms, "test")
    assert (again.hours, again.rows_written) == (0, 0)
    with classrooms.connect() as connection:
        runs = connection.execute("select run, origin, status, hours from ops.rollup_run order by run").fetchall()
        closed = connection.execute("select distinct closed_by_run from analytics.rollup_ledger").fetchall()
    assert runs == [(found.run, "test", "succeeded", 5), (again.run, "test", "succeeded", 0)]
    assert closed == [(found.run,)]


def test_a_range_holds_both_its_hours_and_never_the_running_one(classrooms: Warehouse) -> None:
    now = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    found = run_rollup(classrooms, "test", now - timedelta(hours=30), now - timedelta(hours=29))
    assert found.hours == 2
    assert run_rollup(classrooms, "test", now - timedelta(hours=1), now + timedelta(hours=9)).hours == 1


def test_one_process_rolls_up_at_a_time(classrooms: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    with classrooms.connect(SYNC) as other:
        other.execute("select pg_advisory_lock(hashtextextended('atalaya rollup', 0))")
        with pytest.raises(RollupRunning):
            run_rollup(classrooms, "test")
        monkeypatch.setattr("db.warehouse.current", lambda: classrooms)
        with pytest.raises(jobs.RunSkipped):
            jobs.close_hours()
    assert jobs.close_hours() == "5 hours closed."


def test_retention_of_data_is_off_until_somebody_sets_it_and_says_what_it_removed(
    classrooms: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.warehouse.current", lambda: classrooms)
    with classrooms.connect() as connection:
        connection.execute(
            "insert into ops.access_log (accessed_at, who, action, what) "
            "select now() - age * interval '1 day', 'ana', 'view', 'it' from unnest(array[1, 29, 31]) as age"
        )
        assert jobs.apply_retention() is None
        connection.execute("update ops.retention set keep_days = 30 where \"table\" = 'ops.access_log'")
        assert jobs.apply_retention() == "ops.access_log: 1 rows removed"
        assert connection.execute("select count(*) from ops.access_log").fetchone() == (2,)
        removed = 'select "table", rows_removed from ops.retention_run where rows_removed > 0'
        assert connection.execute(removed).fetchall() == [("ops.access_log", 1)]
