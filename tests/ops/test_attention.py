"""What makes one doubt the numbers: each count is that of the list behind it."""

import json

from tests.factories import Connection, rows
from tests.ops.records import found, rejected, run, table, verified
from tests.ops.test_source_freshness import look_from

ATTENTION = (
    "select sources_late, sources_not_validated, tables_not_validated, tables_differing, tables_in_doubt, "
    "checks_failed, rows_in_quarantine from ops.attention"
)
LISTS = """
    select
        (select count(*) from ops.source_freshness where state in ('late', 'stale')),
        (select count(*) from ops.source_freshness where not validated),
        (select count(*) from ops.table_validation where status <> 'succeeded'),
        (select count(*) from ops.table_verification where state in ('differs', 'failed')),
        (
            select count(*)
            from (
                select source, "table" from ops.table_validation where status <> 'succeeded'
                union
                select source, "table" from ops.table_verification where state in ('differs', 'failed')
            ) as doubtful
        ),
        (select count(*) from ops.newest_quality where severity = 'error' and count > 0),
        (select coalesce(sum(rejected_rows), 0) from ops.quarantine)
"""


def test_an_empty_warehouse_gives_no_doubt(connection: Connection) -> None:
    assert rows(connection, ATTENTION) == [(0, 0, 0, 0, 0, 0, 0)]


def test_every_count_is_that_of_its_list(connection: Connection) -> None:
    run(connection, 1, "academy", "teloo", started="2026-06-10 12:00+00")
    table(connection, 1, "academy", "students", status="mismatch", warehouse_count=9)
    table(connection, 1, "academy", "check_ins", status="mismatch", warehouse_count=9)
    table(connection, 1, "teloo", "ofertas")
    found(connection, 1, "academy", "future_date", 3)
    found(connection, 1, "academy", "orphan", 0)
    found(connection, 1, "teloo", "odd", 7, severity="warning")
    run(connection, 2, "academy", kind="verify", started="2026-06-10 13:00+00")
    verified(connection, 2, "academy", "students", missing=1)
    verified(connection, 2, "academy", "check_ins")
    verified(connection, 2, "teloo", "asesores", message="The connection was lost.")
    for number in range(3):
        rejected(connection, "academy", "check_ins", str(number))
    rejected(connection, "teloo", "ofertas", "a")
    look_from(connection, "2026-06-15 12:00:00")
    [counted] = rows(connection, ATTENTION)
    assert [counted] == rows(connection, LISTS)
    assert counted[2:] == (2, 2, 3, 1, 4)


def test_a_table_that_fails_in_both_ways_is_one_in_doubt(connection: Connection) -> None:
    run(connection, 1, "academy")
    table(connection, 1, "academy", "students", status="mismatch", warehouse_count=9)
    run(connection, 2, "academy", kind="verify")
    verified(connection, 2, "academy", "students", missing=1)
    assert rows(connection, ATTENTION)[0][2:5] == (1, 1, 1)


def test_only_errors_that_found_something_are_failed_checks(connection: Connection) -> None:
    run(connection, 1, "academy")
    found(connection, 1, "academy", "failed", 3)
    found(connection, 1, "academy", "clean", 0)
    found(connection, 1, "academy", "warned", 5, severity="warning")
    assert rows(connection, 'select source, "check", count from ops.failed_checks') == [("academy", "failed", 3)]


def test_a_long_value_is_cut_and_says_so(connection: Connection) -> None:
    data = json.dumps({"exact": "é" * 10_000, "long": "é" * 10_001, "none": None})
    rejected(connection, "academy", "check_ins", "1", data=data)
    cut = rows(connection, 'select "column", is_cut from ops.rejected_values order by "column"')
    assert cut == [("exact", False), ("long", True), ("none", None)]


def test_a_run_tells_how_long_it_has_been_running_and_one_that_ended_does_not(connection: Connection) -> None:
    run(connection, 1, "academy")
    look_from(connection, "2026-06-15 12:05:00")
    assert rows(connection, "select running_seconds from ops.newest_run") == [(None,)]


def test_late_sources_are_counted_and_those_that_never_validated_are_not_late(connection: Connection) -> None:
    run(connection, 1, "academy", "ngeshare", started="2026-06-10 12:00+00")
    table(connection, 1, "academy")
    table(connection, 1, "ngeshare")
    run(connection, 2, "teloo", "ngeshare", status="failed")
    run(connection, 3, "learning")
    table(connection, 3, "learning")
    look_from(connection, "2026-06-15 12:00:00")
    assert rows(connection, ATTENTION)[0][:2] == (2, 2)
