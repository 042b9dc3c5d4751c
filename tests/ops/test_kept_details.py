"""Details of bookkeeping go after 90 days; what tells of the present, runs and their totals stay."""

from collections.abc import Iterator

import pytest

from tests.factories import Connection, rows
from tests.ops.records import failed, found, run, table, verified

PRESENT = (
    "select * from ops.source_freshness order by source",
    'select * from ops.table_validation order by source, "table"',
    'select * from ops.table_verification order by source, "table"',
    'select * from ops.newest_quality order by source, "check", "table"',
    "select * from ops.failed_checks",
    "select * from ops.run_history order by run",
    "select sources_late, sources_not_validated, tables_in_doubt, checks_failed from ops.attention",
)
"""What pages say of the sources, and of every run there was."""


def moment(connection: Connection, age: str) -> str:
    """So long ago, from a moment that does not move within the test."""
    [(text,)] = rows(connection, f"select (now() - interval '{age}')::text")
    return str(text)


def synced(connection: Connection, number: int, age: str, *sources: str) -> None:
    """A sync and its details, so long ago; of `students` and, in the first run of all, `classes`."""
    at = moment(connection, age)
    run(connection, number, *sources, started=at)
    for source in sources:
        for name in ("students", "classes"):
            table(connection, number, source, name, begins=at, takes="0 s", rows_read=number)
        found(connection, number, source, "orphans", number, at=at)
    failed(connection, number, sources[0], "students", at=at)


def compared(connection: Connection, number: int, age: str, source: str, *names: str) -> None:
    at = moment(connection, age)
    run(connection, number, source, started=at, kind="verify")
    for name in names:
        verified(connection, number, source, name, at=at, missing=1)


@pytest.fixture(autouse=True)
def fixed_present(connection: Connection) -> Iterator[None]:
    """One transaction: now() is the same moment for the test and for the removal."""
    with connection.transaction():
        connection.execute("select set_config('atalaya.as_of', now()::text, true)")
        yield


def removed(connection: Connection) -> dict[str, int]:
    counts = rows(connection, 'select "table", rows_removed from ops.apply_retention()')
    return {str(name): int(count) for name, count in counts if count}


def test_details_are_kept_for_90_days_to_the_microsecond(connection: Connection) -> None:
    synced(connection, 1, "90 days 0.000001 seconds", "academy")
    synced(connection, 2, "90 days", "academy")
    synced(connection, 3, "1 day", "academy")
    compared(connection, 4, "90 days 0.000001 seconds", "academy", "students")
    compared(connection, 5, "90 days", "academy", "students")
    compared(connection, 6, "1 day", "academy", "students")
    assert removed(connection) == {
        "ops.source_quality": 1,
        "ops.source_sync": 1,
        "ops.sync_error_log": 1,
        "ops.verification": 1,
    }
    for relation, left in {
        "sync_log": [2, 2, 3, 3],
        "data_quality": [2, 3],
        "sync_error_log": [2, 3],
        "verification": [5, 6],
        "sync_run": [1, 2, 3, 4, 5, 6],
    }.items():
        assert rows(connection, f"select run from ops.{relation} order by run") == [(number,) for number in left]


def test_what_tells_of_the_present_stays_however_old_it_is(connection: Connection) -> None:
    synced(connection, 1, "500 days", "academy", "teloo")
    synced(connection, 2, "400 days", "academy")
    synced(connection, 3, "300 days", "ngeshare")
    compared(connection, 4, "350 days", "academy", "students", "classes")
    compared(connection, 5, "300 days", "academy", "students")
    before = [rows(connection, question) for question in PRESENT]
    assert all(before)
    assert removed(connection) == {
        "ops.source_quality": 1,
        "ops.source_sync": 1,
        "ops.sync_error_log": 3,
        "ops.verification": 1,
    }
    assert [rows(connection, question) for question in PRESENT] == before
    newest = "select distinct source, run from ops.sync_log order by source"
    assert rows(connection, newest) == [("academy", 2), ("ngeshare", 3), ("teloo", 1)]
    assert rows(connection, newest.replace("sync_log", "data_quality")) == rows(connection, newest)
    last = 'select "table", run from ops.verification order by "table"'
    assert rows(connection, last) == [("classes", 4), ("students", 5)]


def test_lines_go_with_the_last_run_that_refers_to_them(connection: Connection) -> None:
    synced(connection, 1, "200 days", "academy")
    synced(connection, 2, "100 days", "academy")
    synced(connection, 3, "10 days", "academy")
    connection.execute("update ops.source_sync set lines[1] = (select lines[1] from ops.source_sync where run = 1)")
    connection.execute(
        "update ops.source_quality set report = (select report from ops.source_quality where run = 2) where run = 3"
    )
    before = rows(connection, "select * from ops.sync_log where run = 3 order by 3")
    report = rows(connection, "select * from ops.data_quality where run = 3")
    removed(connection)
    assert rows(connection, "select * from ops.sync_log where run = 3 order by 3") == before
    assert rows(connection, "select * from ops.data_quality where run = 3") == report
    assert [rows(connection, f"select count(*) from ops.{name}") for name in ("sync_line", "quality_line")] == [
        [(2,)],
        [(1,)],
    ]
    assert rows(connection, "select report from ops.quality_report") == rows(
        connection, "select report from ops.source_quality"
    )


def test_a_run_without_details_validated_what_it_had_validated(connection: Connection) -> None:
    synced(connection, 1, "300 days", "academy", "teloo")
    table(connection, 1, "teloo", "offers", status="failed", message="Its shape differs.")
    synced(connection, 2, "1 day", "academy", "teloo")
    removed(connection)
    question = "select source, validated from ops.source_runs where run = 1 order by source"
    assert rows(connection, question) == [("academy", True), ("teloo", False)]


def test_by_default_only_details_of_bookkeeping_go(connection: Connection) -> None:
    kept = dict(rows(connection, 'select "table", keep_days from ops.retention'))
    assert {name for name, days in kept.items() if days is not None} == {
        "ops.source_quality",
        "ops.source_sync",
        "ops.sync_error_log",
        "ops.verification",
    }
    assert set(filter(None, kept.values())) == {90}


def test_somebody_may_keep_them_for_ever(connection: Connection) -> None:
    connection.execute("update ops.retention set keep_days = null")
    synced(connection, 1, "500 days", "academy")
    synced(connection, 2, "1 day", "academy")
    assert removed(connection) == {}
    assert rows(connection, "select count(*) from ops.sync_log") == [(4,)]
