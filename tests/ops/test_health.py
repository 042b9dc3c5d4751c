"""What `/health` and the sidebar say of each part, from one second before a boundary to one after."""

import pytest

from tests.factories import Connection, rows
from tests.ops.records import heard, run, table, verified
from tests.ops.test_source_freshness import look_from

NOON = "2026-06-15 12:00:00"


def health(connection: Connection, check: str) -> list[tuple[str, str, str | None]]:
    """Status and message of each subject of a check."""
    return connection.execute(
        """select subject, status, message from ops.health where "check" = %s order by subject""", [check]
    ).fetchall()


@pytest.mark.parametrize(
    ("moment", "status", "message"),
    [
        ("2026-06-16 14:00:00", "ok", None),
        ("2026-06-16 14:00:01", "warning", "Its data are old. Press Sync now."),
        ("2026-06-18 12:00:00", "warning", "Its data are old. Press Sync now."),
        ("2026-06-18 12:00:01", "error", "Its data are old. Press Sync now."),
    ],
)
def test_old_data_are_a_warning_and_then_an_error(
    connection: Connection, moment: str, status: str, message: str | None
) -> None:
    run(connection, 1, "academy")
    table(connection, 1, "academy")
    look_from(connection, moment)
    assert health(connection, "source") == [("academy", status, message)]


def test_a_source_that_never_validated_is_a_warning(connection: Connection) -> None:
    run(connection, 1, "academy", status="failed")
    look_from(connection, NOON)
    assert health(connection, "source") == [("academy", "warning", "No sync of it has validated yet.")]


def test_fresh_data_whose_newest_sync_failed_are_a_warning(connection: Connection) -> None:
    run(connection, 1, "academy")
    table(connection, 1, "academy")
    run(connection, 2, "academy", status="failed", message="The source does not answer.")
    look_from(connection, "2026-06-15 13:00:00")
    said = "Its newest sync did not validate. Operations says why."
    assert health(connection, "source") == [("academy", "warning", said)]


def test_what_a_validated_sync_remarked_is_a_warning(connection: Connection) -> None:
    run(connection, 1, "academy")
    table(connection, 1, "academy", message="The source went back in time.")
    look_from(connection, NOON)
    assert health(connection, "source") == [("academy", "warning", "The source went back in time.")]


def job(connection: Connection, name: str, next_run: str = "2026-06-15 13:00+00") -> None:
    connection.execute(
        "insert into ops.scheduled_job (job, hour, minute, time_zone, next_run_at) values (%s, 13, 0, 'UTC', %s) "
        "on conflict (job) do update set next_run_at = excluded.next_run_at",
        [name, next_run],
    )


def ran(connection: Connection, name: str, due: str, status: str, message: str | None = None) -> None:
    connection.execute(
        "insert into ops.scheduled_run (job, due_at, started_at, finished_at, status, message) "
        "values (%s, %s, %s, %s, %s, %s)",
        [name, due, due, due, status, message],
    )


@pytest.mark.parametrize(
    ("moment", "status", "message"),
    [
        ("2026-06-15 13:10:00", "ok", None),
        ("2026-06-15 13:10:01", "warning", "It is overdue: no server has done it."),
    ],
)
def test_a_job_is_overdue_ten_minutes_after_its_moment(
    connection: Connection, moment: str, status: str, message: str | None
) -> None:
    connection.execute("delete from ops.scheduled_job")
    job(connection, "refresh")
    look_from(connection, moment)
    assert health(connection, "schedule") == [("refresh", status, message)]
    assert rows(connection, "select is_overdue from ops.schedule") == [(status == "warning",)]


def test_only_the_last_run_of_a_job_counts(connection: Connection) -> None:
    connection.execute("delete from ops.scheduled_job")
    for name in ("mended", "broken", "silent", "new"):
        job(connection, name)
    ran(connection, "mended", "2026-06-13 13:00+00", "failed", "The disk is full")
    ran(connection, "mended", "2026-06-14 13:00+00", "succeeded")
    ran(connection, "broken", "2026-06-13 13:00+00", "succeeded")
    ran(connection, "broken", "2026-06-14 13:00+00", "failed", "The disk is full")
    ran(connection, "silent", "2026-06-14 13:00+00", "failed")
    look_from(connection, NOON)
    assert health(connection, "schedule") == [
        ("broken", "error", "Its last run failed: The disk is full."),
        ("mended", "ok", None),
        ("new", "ok", None),
        ("silent", "error", "Its last run failed: nobody knows why."),
    ]
    assert rows(connection, "select job, last_status, last_due_at::date::text from ops.schedule order by job") == [
        ("broken", "failed", "2026-06-14"),
        ("mended", "succeeded", "2026-06-14"),
        ("new", None, None),
        ("silent", "failed", "2026-06-14"),
    ]
    assert rows(
        connection,
        """select subject, since::text from ops.health where "check" = 'schedule' and subject in ('broken', 'mended')
        order by subject""",
    ) == [("broken", "2026-06-14 13:00:00+00"), ("mended", "2026-06-15 13:00:00+00")]


def refreshed(connection: Connection, view: str, status: str = "ok", message: str | None = None) -> None:
    """A refresh that ended a second after noon."""
    connection.execute(
        "insert into ops.mv_refresh_log (view_name, origin, started_at, duration_ms, status, error_message) "
        "values (%s, 'page', %s, 1000, %s, %s)",
        [view, f"{NOON}+00", status, message],
    )


@pytest.mark.parametrize(
    ("moment", "status", "message"),
    [
        ("2026-06-16 14:00:01", "ok", None),
        ("2026-06-16 14:00:02", "warning", "It has not been refreshed for more than a day. Refresh now."),
    ],
)
def test_a_materialized_view_is_old_after_26_hours(
    connection: Connection, moment: str, status: str, message: str | None
) -> None:
    connection.execute("delete from ops.mv_refresh_log")
    for view in ("mv_metricas_mensuales", "mv_ranking_asesores"):
        refreshed(connection, view)
    look_from(connection, moment)
    assert health(connection, "materialized view") == [
        ("mv_metricas_mensuales", status, message),
        ("mv_ranking_asesores", status, message),
    ]


def test_the_last_refresh_of_each_view_counts(connection: Connection) -> None:
    connection.execute("delete from ops.mv_refresh_log")
    refreshed(connection, "mv_metricas_mensuales", "error", "first reason")
    refreshed(connection, "mv_metricas_mensuales", "error", "second reason")
    refreshed(connection, "mv_ranking_asesores", "error", "mended since")
    refreshed(connection, "mv_ranking_asesores")
    look_from(connection, NOON)
    assert health(connection, "materialized view") == [
        ("mv_metricas_mensuales", "error", "Its last refresh failed: second reason."),
        ("mv_ranking_asesores", "ok", None),
    ]


def test_a_view_that_was_never_refreshed_or_never_filled_says_so(connection: Connection) -> None:
    connection.execute("delete from ops.mv_refresh_log")
    refreshed(connection, "mv_ranking_asesores")
    connection.execute("refresh materialized view kpi.mv_ranking_asesores with no data")
    look_from(connection, NOON)
    assert health(connection, "materialized view") == [
        ("mv_metricas_mensuales", "warning", "It has not been refreshed for more than a day. Refresh now."),
        ("mv_ranking_asesores", "error", "It was never filled. Refresh now."),
    ]


def test_facts_that_differ_from_their_rows_are_an_error_and_raw_tables_are_none(connection: Connection) -> None:
    for number in (1, 2):
        run(connection, number, "academy", kind="verify")
    verified(connection, 1, "academy", "mgmt.student_visits", missing=1)
    verified(connection, 1, "academy", "mgmt.hourly_presence", missing=2)
    verified(connection, 2, "academy", "mgmt.student_visits", at="2026-06-16 12:00+00")
    verified(connection, 2, "academy", "mgmt.first_visits", surplus=1)
    verified(connection, 2, "academy", "students", missing=5)
    verified(connection, 2, "ngeshare", "ngeshare.group_meetings", different=1, repaired=1)
    verified(connection, 2, "teloo", "kpi.recent_offers", message="The connection was lost.")
    verified(connection, 2, "classwaves", "public.sessions", missing=1)
    assert health(connection, "facts") == [
        (
            "academy",
            "error",
            "They are not what the raw rows make of them: mgmt.first_visits, mgmt.hourly_presence. "
            "Run `atalaya verify --facts --repair`.",
        ),
        ("ngeshare", "ok", None),
        ("teloo", "error", "The connection was lost."),
    ]
    assert rows(
        connection, """select since::text from ops.health where "check" = 'facts' and subject = 'academy'"""
    ) == [("2026-06-16 12:00:00+00",)]


def test_of_several_reasons_why_facts_could_not_be_compared_the_first_by_alphabet_is_told(
    connection: Connection,
) -> None:
    run(connection, 1, "teloo", kind="verify")
    for name, reason in (
        ("recent_offers", "The disk is full."),
        ("months", "A lock was held."),
        ("cities", "Nobody knows."),
    ):
        verified(connection, 1, "teloo", f"kpi.{name}", message=reason)
    assert health(connection, "facts") == [("teloo", "error", "A lock was held.")]


@pytest.mark.parametrize(
    ("version", "replayed_at", "said", "state", "behind", "status", "message"),
    [
        (5, "11:59:00", None, "current", 0, "ok", None),
        (6, "11:59:00", None, "current", 0, "ok", None),
        (4, "11:59:00", None, "behind", 60, "ok", None),
        (
            4,
            "11:58:59",
            None,
            "behind",
            61,
            "warning",
            "It has the data of 2026-06-15 11:58 UTC; the warehouse has newer ones.",
        ),
        (4, None, None, "behind", 30, "ok", None),
        (None, None, "Nobody is there.", "down", None, "error", "{down} Nobody is there."),
    ],
)
def test_a_replica_is_behind_while_it_lacks_a_change_of_the_data(
    connection: Connection,
    version: int | None,
    replayed_at: str | None,
    said: str | None,
    state: str,
    behind: int | None,
    status: str,
    message: str | None,
) -> None:
    connection.execute("update ops.data_version set version = 5, changed_at = '2026-06-15 11:59:30+00'")
    moment = f"2026-06-15 {replayed_at}+00" if replayed_at else None
    heard(connection, "h1:5432", NOON, version=version, replayed_at=moment, said=said)
    look_from(connection, NOON)
    assert rows(connection, "select name, state, behind_seconds from ops.replica_state") == [("h1:5432", state, behind)]
    told = message and message.format(down="It cannot be read from, so pages read elsewhere:")
    assert health(connection, "replica") == [("h1:5432", status, told)]


def test_a_replica_that_nobody_asks_any_more_is_not_told_of(connection: Connection) -> None:
    heard(connection, "asked", "2026-06-15 11:50:01", version=5)
    heard(connection, "forgotten", "2026-06-15 11:50:00", version=5)
    look_from(connection, NOON)
    assert rows(connection, "select name from ops.replica_state") == [("asked",)]
