"""Runs of every kind: their tables in time, how fast they were, which one is going on."""

from decimal import Decimal

from db.warehouse import Warehouse, advisory_lock
from sync.endpoints.session import LOCK
from tests.factories import Connection, rows
from tests.ops.records import failed, run, table, under_way, verified
from tests.ops.test_source_freshness import look_from


def test_tables_lie_on_the_runs_own_clock(connection: Connection) -> None:
    run(connection, 1, "academy")
    table(connection, 1, "academy", "students", begins="2026-06-15 12:00:00.5+00", takes="1.5 s")
    table(connection, 1, "academy", "check_ins", begins="2026-06-15 12:00:01+00", takes="4 s")
    assert rows(connection, 'select "table", from_second, to_second from ops.run_tables order by from_second') == [
        ("students", Decimal("0.5"), Decimal("2")),
        ("check_ins", Decimal("1"), Decimal("5")),
    ]


def test_speeds_are_per_second_spent_on_the_table(connection: Connection) -> None:
    run(connection, 1, "academy")
    table(connection, 1, "academy", rows_read=3_000, bytes=1_500_000, duration_ms=1_500)
    table(connection, 1, "academy", "unchanged", rows_read=0, bytes=0)
    table(connection, 1, "academy", "unmeasured", duration_ms=0)
    assert rows(connection, 'select rows_per_second, bytes_per_second from ops.run_tables order by "table"') == [
        (2_000, 1_000_000),
        (None, None),
        (None, None),
    ]


def test_a_run_is_as_fast_as_all_it_read_in_all_its_time(connection: Connection) -> None:
    run(connection, 1, "academy", finished="4 s")
    table(connection, 1, "academy", "students", rows_read=3_000, rows_inserted=5, bytes=800)
    table(connection, 1, "academy", "check_ins", rows_read=5_000, status="mismatch", bytes=400)
    assert rows(
        connection,
        """select tables, tables_validated, rows_read, rows_changed, bytes, rows_per_second, bytes_per_second
        from ops.run_history""",
    ) == [(2, 1, 8_000, 5, 1_200, 2_000, 300)]


def test_a_run_under_way_or_without_rows_has_no_speed(connection: Connection) -> None:
    run(connection, 1, "academy", status="failed", finished="0 s")
    run(connection, 2, "academy", finished=None)
    assert rows(connection, "select run, duration_seconds, rows_per_second from ops.run_history order by run") == [
        (1, Decimal("0.00"), None),
        (2, None, None),
    ]


def test_a_verification_has_a_timeline_and_counts_what_it_mended(connection: Connection) -> None:
    run(connection, 1, "academy", kind="verify", started="2026-06-15 11:59:59+00")
    verified(connection, 1, "academy", "equal")
    verified(connection, 1, "academy", "mended", missing=1, different=2, surplus=3, repaired=6)
    verified(connection, 1, "academy", "differing", missing=1, different=2, surplus=3, repaired=5)
    verified(connection, 1, "academy", "refused", message="The table has no key.")
    assert rows(
        connection,
        'select "table", mode, status, from_second, to_second, rows_per_second from ops.run_tables order by "table"',
    ) == [
        ("differing", "verify", "differs", Decimal("0.5"), Decimal("1"), 20),
        ("equal", "verify", "succeeded", Decimal("0.5"), Decimal("1"), 20),
        ("mended", "verify", "succeeded", Decimal("0.5"), Decimal("1"), 20),
        ("refused", "verify", "failed", Decimal("0.5"), Decimal("1"), 20),
    ]
    assert rows(
        connection, "select kind, tables, tables_validated, rows_read, rows_changed, bytes from ops.run_history"
    ) == [("verify", 4, 2, 40, 11, 0)]


def test_the_run_that_goes_on_comes_before_the_last_sync(connection: Connection, warehouse: Warehouse) -> None:
    run(connection, 1, "academy")
    run(connection, 2, "academy", kind="verify", status="running", finished=None)
    with warehouse.connect() as syncing, advisory_lock(syncing, LOCK):
        assert rows(connection, "select run, kind, status from ops.newest_run") == [(2, "verify", "running")]
        assert rows(connection, "select run, status from ops.run_history order by run") == [
            (1, "succeeded"),
            (2, "running"),
        ]
    assert rows(connection, "select run, kind, status from ops.newest_run") == [(1, "sync", "succeeded")]
    assert rows(connection, "select status from ops.run_history where run = 2") == [("interrupted",)]


def test_after_a_verification_the_last_sync_is_what_one_asks_for(connection: Connection) -> None:
    run(connection, 1, "academy", status="partial")
    run(connection, 2, "academy", kind="verify")
    assert rows(connection, "select run, kind, status from ops.newest_run") == [(1, "sync", "partial")]


def test_of_several_runs_the_newest_one_is_shown(connection: Connection, warehouse: Warehouse) -> None:
    for number, kind in enumerate(("sync", "sync", "verify", "verify"), 1):
        run(connection, number, "academy", kind=kind)
    assert rows(connection, "select run, kind, running_seconds from ops.newest_run") == [(2, "sync", None)]
    connection.execute("update ops.sync_run set status = 'running', finished_at = null where run in (3, 4)")
    look_from(connection, "2026-06-15 12:05:00")
    with warehouse.connect() as syncing, advisory_lock(syncing, LOCK):
        assert rows(connection, "select run, kind, running_seconds from ops.newest_run") == [(4, "verify", 300)]


def test_errors_and_tables_are_those_of_the_run(connection: Connection) -> None:
    run(connection, 1, "academy")
    table(connection, 1, "academy", rows_read=1)
    failed(connection, 1, "academy", "students")
    failed(connection, 1, "academy", "students", "key")
    run(connection, 2, "academy")
    table(connection, 2, "academy", rows_read=2)
    assert rows(connection, "select run, errors, tables, rows_read from ops.run_history order by run") == [
        (1, 2, 1, 1),
        (2, 0, 1, 2),
    ]


def test_a_run_that_goes_on_shows_what_it_has_done_so_far(connection: Connection) -> None:
    """It has no totals yet: its own details are added up, and no other run's."""
    run(connection, 1, "academy")
    table(connection, 1, "academy", rows_read=1)
    run(connection, 2, "academy", status="running", finished=None)
    table(connection, 2, "academy", "students", rows_read=2)
    table(connection, 2, "academy", "check_ins", rows_read=3)
    assert rows(connection, "select run, tables, rows_read from ops.run_history order by run") == [
        (1, 1, 1),
        (2, 2, 5),
    ]


def test_more_rows_than_expected_are_no_more_than_nearly_all(connection: Connection) -> None:
    run(connection, 1, "academy", status="running", finished=None)
    under_way(connection, 1, "academy", "teachers", 0, phase="merging", done=30, expected=10)
    run(connection, 2, "academy", status="running", finished=None)
    under_way(connection, 2, "academy", "students", 0, phase="skipped")
    under_way(connection, 2, "academy", "check_ins", 1, phase="merging", done=5, expected=0)
    under_way(connection, 2, "academy", "one", 2, phase="merging", done=1, expected=1)
    assert rows(
        connection, "select run, tables_ended, tables_failed, rows_done, share from ops.source_progress order by run"
    ) == [(1, 0, 0, 30, Decimal("0.9500")), (2, 1, 1, 6, Decimal("0.6500"))]


def test_there_is_no_newest_run_before_the_first(connection: Connection) -> None:
    assert rows(connection, "select run from ops.newest_run") == []


def test_a_source_is_as_far_as_its_tables_on_average(connection: Connection) -> None:
    run(connection, 1, "teloo", "academy", status="running", finished=None)
    under_way(connection, 1, "academy", "students", 0, phase="done", done=10, expected=10)
    under_way(connection, 1, "academy", "check_ins", 1, phase="merging", done=5, expected=10)
    under_way(connection, 1, "teloo", "clientes", 0, phase="failed", done=1, expected=4)
    under_way(connection, 1, "teloo", "asesores", 1)
    assert rows(
        connection,
        """select source, tables, tables_ended, tables_failed, rows_done, share
        from ops.source_progress order by position""",
    ) == [
        ("teloo", 2, 1, 1, 1, Decimal("0.5000")),
        ("academy", 2, 1, 0, 15, Decimal("0.7375")),
    ]
