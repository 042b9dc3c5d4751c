"""How fresh each source is: thresholds and their boundaries, what counts as a sync, whose message is shown."""

import pytest

from tests.factories import Connection, rows
from tests.ops.records import run, table, verified

STATES = "select source, state from ops.source_freshness order by source"


def look_from(connection: Connection, moment: str) -> None:
    connection.execute("select set_config('atalaya.as_of', %s, false)", [moment])


@pytest.mark.parametrize(
    ("moment", "state", "age"),
    [
        ("2026-06-15 12:00:00", "fresh", 0),
        ("2026-06-16 14:00:00", "fresh", 26 * 3600),
        ("2026-06-16 14:00:01", "late", 26 * 3600 + 1),
        ("2026-06-18 12:00:00", "late", 3 * 86400),
        ("2026-06-18 12:00:01", "stale", 3 * 86400 + 1),
    ],
)
def test_a_source_is_late_past_its_first_threshold_and_stale_past_its_second(
    connection: Connection, moment: str, state: str, age: int
) -> None:
    run(connection, 1, "academy")
    table(connection, 1, "academy")
    look_from(connection, moment)
    assert rows(
        connection,
        "select state, age_seconds, warn_after_seconds, error_after_seconds from ops.source_freshness",
    ) == [(state, age, 26 * 3600, 3 * 86400)]


def test_each_source_has_thresholds_of_its_own(connection: Connection) -> None:
    run(connection, 1, "academy", "classwaves", "ngeshare")
    for source in ("academy", "classwaves", "ngeshare"):
        table(connection, 1, source)
    connection.execute("delete from ops.freshness_threshold where source = 'ngeshare'")
    look_from(connection, "2026-06-15 18:00")
    assert rows(connection, STATES) == [("academy", "fresh"), ("classwaves", "late"), ("ngeshare", "fresh")]


def test_a_source_that_no_sync_was_asked_for_is_not_listed(connection: Connection) -> None:
    run(connection, 1, "academy", status="failed")
    assert rows(connection, "select source, state, validated, fresh_at from ops.source_freshness") == [
        ("academy", "never", False, None)
    ]


def test_a_source_stays_as_fresh_as_its_newest_validated_sync(connection: Connection) -> None:
    run(connection, 1, "academy", started="2026-06-15 08:00+00")
    table(connection, 1, "academy")
    run(connection, 2, "academy", status="failed", message="The source does not answer.")
    look_from(connection, "2026-06-15 13:00")
    assert rows(connection, "select run, validated, age_seconds, message from ops.source_freshness") == [
        (2, False, 5 * 3600, "The source does not answer.")
    ]


def test_a_source_is_not_blamed_for_what_went_wrong_with_another(connection: Connection) -> None:
    run(connection, 1, "academy", "teloo", status="partial", message="clientes: a column is missing. Add it.")
    table(connection, 1, "academy")
    table(connection, 1, "teloo", "clientes", status="failed", message="A column is missing.")
    table(connection, 1, "teloo", "solicitudes", status="skipped", message="clientes failed.")
    assert rows(connection, "select source, validated, message from ops.source_freshness order by source") == [
        ("academy", True, None),
        ("teloo", False, "A column is missing."),
    ]


@pytest.mark.parametrize("kind", ["verify", "restore"])
def test_a_run_of_another_kind_is_no_sync(connection: Connection, kind: str) -> None:
    run(connection, 1, "academy")
    table(connection, 1, "academy")
    run(connection, 2, "academy", "teloo", kind=kind, started="2026-06-15 13:00+00")
    verified(connection, 2, "academy")
    look_from(connection, "2026-06-15 14:00")
    assert rows(connection, "select source, run, validated, age_seconds from ops.source_freshness") == [
        ("academy", 1, True, 2 * 3600)
    ]
    assert rows(connection, "select run, status from ops.table_validation") == [(1, "succeeded")]


def test_a_running_sync_changes_nothing_yet(connection: Connection) -> None:
    run(connection, 1, "academy")
    table(connection, 1, "academy")
    run(connection, 2, "academy", status="running", finished=None)
    assert rows(connection, "select run, validated from ops.source_freshness") == [(1, True)]


def test_a_sync_after_the_moment_one_looks_from_has_not_happened(connection: Connection) -> None:
    run(connection, 1, "academy")
    table(connection, 1, "academy")
    run(connection, 2, "academy", "teloo", started="2026-06-16 12:00+00")
    table(connection, 2, "academy")
    look_from(connection, "2026-06-15 13:00")
    assert rows(connection, "select source, run, age_seconds from ops.source_freshness") == [("academy", 1, 3600)]


def test_of_many_validated_syncs_only_the_newest_tells_how_fresh_a_source_is(connection: Connection) -> None:
    for number in (1, 2, 3):
        run(connection, number, "academy", started=f"2026-06-15 1{number}:00+00")
        table(connection, number, "academy")
    look_from(connection, "2026-06-15 14:00")
    assert rows(connection, "select run, age_seconds from ops.source_freshness") == [(3, 3600)]


def test_a_sync_that_began_this_very_moment_has_happened(connection: Connection) -> None:
    run(connection, 1, "academy")
    table(connection, 1, "academy")
    look_from(connection, "2026-06-15 12:00:00")
    assert rows(connection, "select source, run, validated from ops.source_freshness") == [("academy", 1, True)]


def test_what_is_remarked_of_a_skipped_table_is_not_repeated(connection: Connection) -> None:
    run(connection, 1, "academy", status="partial", message="Both failed.")
    table(connection, 1, "academy", "students", status="failed", message="A column is missing.")
    table(connection, 1, "academy", "more", status="failed", message="A column is missing.")
    table(connection, 1, "academy", "check_ins", status="skipped", message="students failed.")
    assert rows(connection, "select validated, message from ops.source_freshness") == [(False, "A column is missing.")]


def test_each_run_has_its_own_words_about_each_source(connection: Connection) -> None:
    for number, word in ((1, "First"), (2, "Second")):
        run(connection, number, "academy", "teloo", status="partial", message=f"{word} run.")
        table(connection, number, "academy", status="failed", message=f"{word} of academy.")
        table(connection, number, "academy", "more", status="failed", message=f"{word} of academy.")
    run(connection, 3, "academy", status="failed", message="Third run.")
    run(connection, 4, "academy", status="running", finished=None)
    run(connection, 5, "academy", kind="verify")
    run(connection, 6, "academy", started="2026-06-16 12:00+00")
    look_from(connection, "2026-06-15 12:00")
    assert rows(connection, "select run, source, validated, message from ops.source_runs order by run, source") == [
        (1, "academy", False, "First of academy."),
        (1, "teloo", False, "First run."),
        (2, "academy", False, "Second of academy."),
        (2, "teloo", False, "Second run."),
        (3, "academy", False, "Third run."),
    ]
