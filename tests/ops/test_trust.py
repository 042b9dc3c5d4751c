"""Whether the numbers can be trusted: verifications, quality reports, quarantine."""

from tests.factories import Connection, rows
from tests.ops.records import found, rejected, run, table, verified
from tests.ops.test_source_freshness import look_from


def test_the_newest_verification_of_a_table_says_how_it_stands(connection: Connection) -> None:
    run(connection, 1, "academy", kind="verify")
    run(connection, 2, "academy", kind="verify")
    verified(connection, 1, "academy", "students", different=2)
    verified(connection, 2, "academy", "students", different=2, repaired=2)
    verified(connection, 1, "academy", "check_ins", missing=3, surplus=1, repaired=1)
    verified(connection, 1, "teloo", "clientes")
    verified(connection, 1, "teloo", "asesores", message="The connection was lost.")
    assert rows(
        connection,
        """select source, "table", run, state, remaining from ops.table_verification order by source, "table" """,
    ) == [
        ("academy", "check_ins", 1, "differs", 3),
        ("academy", "students", 2, "mended", 0),
        ("teloo", "asesores", 1, "failed", 0),
        ("teloo", "clientes", 1, "equal", 0),
    ]


def test_each_sources_newest_quality_report_counts(connection: Connection) -> None:
    run(connection, 1, "academy", "teloo")
    found(connection, 1, "academy", "future_date", 3)
    found(connection, 1, "academy", "mended_since", 1)
    found(connection, 1, "teloo", "orphan", 5, severity="warning")
    run(connection, 2, "academy")
    found(connection, 2, "academy", "future_date", 0)
    run(connection, 3, "academy", "teloo", status="failed")
    assert rows(
        connection, 'select source, "check", severity, count, run from ops.newest_quality order by source, "check"'
    ) == [("academy", "future_date", "error", 0, 2), ("teloo", "orphan", "warning", 5, 1)]


def test_a_report_is_that_of_the_newest_run_alone_however_many_checks_it_holds(connection: Connection) -> None:
    run(connection, 1, "academy", started="2026-06-14 12:00+00")
    run(connection, 2, "academy")
    for number in (1, 2):
        for check in ("future_date", "orphan", "duplicate"):
            found(connection, number, "academy", check, number)
    look_from(connection, "2026-06-15 13:00")
    assert rows(
        connection, 'select "check", count, run, checked_at::date::text from ops.newest_quality order by "check"'
    ) == [
        ("duplicate", 2, 2, "2026-06-15"),
        ("future_date", 2, 2, "2026-06-15"),
        ("orphan", 2, 2, "2026-06-15"),
    ]


def test_a_report_that_lists_no_check_has_no_row_and_hides_the_older_one(connection: Connection) -> None:
    run(connection, 1, "academy")
    found(connection, 1, "academy", "future_date", 3)
    run(connection, 2, "academy")
    connection.execute(
        """with empty as (insert into ops.quality_report (lines) values ('{}') returning report)
        insert into ops.source_quality (run, source, recorded_at, report)
        select 2, 'academy', now(), report from empty"""
    )
    assert rows(connection, "select from ops.newest_quality") == []


def test_a_line_that_is_listed_but_gone_is_not_shown(connection: Connection) -> None:
    run(connection, 1, "academy")
    for name in ("kept", "gone"):
        found(connection, 1, "academy", name, 1)
        table(connection, 1, "academy", name)
    connection.execute("""delete from ops.quality_line where "check" = 'gone'""")
    connection.execute("""delete from ops.sync_line where "table" = 'gone'""")
    assert rows(connection, 'select "check" from ops.data_quality') == [("kept",)]
    assert rows(connection, 'select "table" from ops.sync_log') == [("kept",)]


def test_the_quarantine_counts_rows_and_kinds_per_table(connection: Connection) -> None:
    rejected(connection, "academy", "check_ins", "a")
    rejected(connection, "academy", "check_ins", "b", at="2026-06-16 12:00+00")
    rejected(connection, "academy", "check_ins", "c", sqlstate="23514")
    rejected(connection, "teloo", "ofertas", "a", sqlstate=None)
    assert rows(
        connection,
        """select source, "table", rejected_rows, kinds, newest_at::date::text
        from ops.quarantine order by source""",
    ) == [("academy", "check_ins", 3, 2, "2026-06-16"), ("teloo", "ofertas", 1, 0, "2026-06-15")]


def test_a_row_in_quarantine_can_be_read_value_by_value(connection: Connection) -> None:
    data = '{"id": "1", "level": null, "age": 7, "notes": {"a": ["b"]}, "long": "%s"}' % ("é" * 10_001)
    rejected(connection, "academy", "check_ins", "1", data=data)
    assert rows(
        connection,
        """select "column", case when characters > 100 then length("value")::text else "value" end, characters
        from ops.rejected_values where key = '1' order by "column" collate "C" """,
    ) == [
        ("age", "7", 1),
        ("id", "1", 1),
        ("level", None, None),
        ("long", "10000", 10_001),
        ("notes", '{"a": ["b"]}', 12),
    ]


def test_a_table_is_validated_by_the_newest_sync_that_reached_it(connection: Connection) -> None:
    run(connection, 1, "academy")
    table(connection, 1, "academy", "students", warehouse_count=9, status="mismatch")
    table(connection, 1, "academy", "check_ins")
    run(connection, 2, "academy")
    table(connection, 2, "academy", "students")
    assert rows(connection, 'select "table", run, difference from ops.table_validation order by "table"') == [
        ("check_ins", 1, 0),
        ("students", 2, 0),
    ]


def test_a_table_that_no_sync_reached_among_the_last_hundred_is_validated_no_more(connection: Connection) -> None:
    for number in range(1, 102):
        run(connection, number, "academy")
    table(connection, 1, "academy", "too_old")
    table(connection, 2, "academy", "old")
    assert rows(connection, 'select "table", run from ops.table_validation') == [("old", 2)]
