"""What the health of classrooms says: every state of the rollup and of the log of events, each at its boundary."""

import pytest

from tests.classroom.classroom import add
from tests.factories import Connection, rows
from tests.ops import records

HOUR = "2026-06-15 {:02}:00+00"
OK, DEGRADED, DOWN = "ok", "degraded", "down"


def said(connection: Connection, view: str) -> dict[str, tuple[str, str]]:
    found = rows(connection, f'select "check", status, detail from analytics.{view}')
    return {check: (status, detail) for check, status, detail in found}


def begin(connection: Connection, hour: int) -> None:
    """The school's first record is of this hour."""
    add(connection, "schools", "school")
    add(connection, "resource_usage", "first", recorded_at=HOUR.format(hour))
    connection.execute("delete from analytics.changed_hours")


def close(connection: Connection, *hours: int) -> None:
    for hour in hours:
        connection.execute("insert into analytics.rollup_ledger (metric_hour) values (%s)", [HOUR.format(hour)])


def ran(connection: Connection, *statuses: str) -> None:
    for status in statuses:
        connection.execute(
            "insert into ops.rollup_run (origin, since_hour, until_hour, status, finished_at) "
            "values ('test', %s, %s, %s, now())",
            [HOUR.format(9), HOUR.format(9), status],
        )


def test_without_classrooms_all_is_well(empty: Connection) -> None:
    ran(empty, "failed")
    assert said(empty, "health_of_rollup") == {
        "dashboard_metrics_table": (OK, "There are no classrooms yet."),
        "rollup_job": (OK, "There is nothing to roll up."),
    }


def test_before_the_first_hour_is_closed_pages_are_slow(empty: Connection) -> None:
    begin(empty, 10)
    assert said(empty, "health_of_rollup") == {
        "dashboard_metrics_table": (DEGRADED, "No hour is closed yet: pages compute from the raw rows."),
        "rollup_job": (DEGRADED, "1 finished hour is not closed."),
    }


def test_hours_that_wait_are_said(empty: Connection) -> None:
    begin(empty, 9)
    close(empty, 9, 10)
    table = "dashboard_metrics_table"
    assert said(empty, "health_of_rollup")[table] == (OK, "Closed up to 2026-06-15 11:00 UTC.")
    empty.execute(
        "insert into analytics.changed_hours (school_id, first_hour, last_hour) values ('school', %s, %s)",
        [HOUR.format(9), HOUR.format(9)],
    )
    assert said(empty, "health_of_rollup")[table] == (DEGRADED, "Changed hours wait to be rolled up again.")


@pytest.mark.parametrize(
    ("moment", "newest", "status", "detail"),
    [
        ("12:09:59", 10, OK, "Every finished hour is closed."),
        ("12:10:00", 10, DEGRADED, "1 finished hour is not closed."),
        ("12:10:00", 11, OK, "Every finished hour is closed."),
        ("12:10:00", 8, DEGRADED, "3 finished hours are not closed."),
        ("12:10:00", 7, DOWN, "4 finished hours are not closed."),
    ],
)
def test_the_job_is_late_ten_minutes_after_an_hour_and_down_after_three(
    empty: Connection, moment: str, newest: int, status: str, detail: str
) -> None:
    begin(empty, 3)
    close(empty, 3, newest)
    ran(empty, "succeeded")
    empty.execute("select set_config('atalaya.as_of', %s, true)", [f"2026-06-15 {moment}"])
    assert said(empty, "health_of_rollup")["rollup_job"] == (status, detail)


def test_only_the_last_run_counts(empty: Connection) -> None:
    begin(empty, 11)
    close(empty, 11)
    ran(empty, "succeeded", "failed")
    assert said(empty, "health_of_rollup")["rollup_job"] == (DOWN, "The last rollup failed.")
    ran(empty, "succeeded")
    assert said(empty, "health_of_rollup")["rollup_job"] == (OK, "Every finished hour is closed.")


def synced(connection: Connection, number: int, source: str, started: str) -> None:
    records.run(connection, number, source, started=started)
    records.table(connection, number, source, begins=started)


@pytest.mark.parametrize(
    ("started", "status"),
    [("2026-06-15 11:00+00", OK), ("2026-06-15 09:30+00", DEGRADED), ("2026-06-01 11:00+00", DOWN)],
)
def test_only_the_freshness_of_the_classrooms_source_counts(empty: Connection, started: str, status: str) -> None:
    for number, (source, moment) in enumerate(
        (("academy", "2026-06-15 11:30+00"), ("classwaves", started), ("teloo", "2026-01-01 11:00+00")), 1
    ):
        synced(empty, number, source, moment)
    said_of_sync = said(empty, "health()")["sync_freshness"]
    assert said_of_sync == (status, f"The last sync that validated began {started[:16]} UTC.")


def test_without_a_sync_of_the_classrooms_source_their_numbers_are_missing(empty: Connection) -> None:
    synced(empty, 1, "academy", "2026-06-15 11:30+00")
    assert said(empty, "health()")["sync_freshness"] == (DOWN, "No sync of ClassWaves has validated yet.")
    records.run(empty, 2, "classwaves", status="failed")
    assert said(empty, "health()")["sync_freshness"] == (DOWN, "No sync of ClassWaves has validated yet.")


VIEWS = ("mv_metricas_mensuales", "mv_ranking_asesores")


@pytest.mark.parametrize(
    ("ages", "status", "detail"),
    [
        ((1, 1), OK, "Every materialized view is fresh."),
        (
            (1, 27),
            DEGRADED,
            "mv_ranking_asesores: It has not been refreshed for more than a day. Refresh now.",
        ),
        (
            (None, 27),
            DOWN,
            "mv_metricas_mensuales: Its last refresh failed: the disk is full. "
            "mv_ranking_asesores: It has not been refreshed for more than a day. Refresh now.",
        ),
    ],
)
def test_materialized_views_count_and_nothing_else_that_is_wrong(
    empty: Connection, ages: tuple[int | None, ...], status: str, detail: str
) -> None:
    synced(empty, 1, "teloo", "2026-01-01 11:00+00")
    empty.execute("delete from ops.mv_refresh_log")
    for view, hours in zip(VIEWS, ages, strict=True):
        empty.execute(
            "insert into ops.mv_refresh_log (view_name, origin, started_at, duration_ms, status, error_message) "
            "values (%s, 'page', ops.as_of() - %s * interval '1 hour', 0, %s, %s)",
            [view, hours or 1, "ok" if hours else "error", None if hours else "the disk is full"],
        )
    assert said(empty, "health()")["mv_freshness"] == (status, detail)


def event(connection: Connection, key: str, stored: str) -> None:
    add(connection, "session_events", key, session_id="quiet", sequence=len(key), created_at=stored)


@pytest.fixture
def quiet(empty: Connection) -> Connection:
    """A session that started long ago; it is noon."""
    add(empty, "schools", "school")
    add(empty, "sessions", "quiet")
    return empty


def test_a_log_without_events_says_so(quiet: Connection) -> None:
    assert said(quiet, "health_of_events") == {
        "session_events_table": (OK, "There are no events yet."),
        "event_insertion_rate": (OK, "0 events stored within the hour; sessions that started within it: 0."),
    }


@pytest.mark.parametrize(
    ("moment", "within"),
    [("11:00:00", 0), ("11:00:00.000001", 1), ("12:00:00", 1), ("12:00:00.000001", 0)],
)
def test_the_hour_ends_now(quiet: Connection, moment: str, within: int) -> None:
    add(quiet, "sessions", "lively", started_at=f"2026-06-15 {moment}+00", ended_at=None)
    assert said(quiet, "health_of_events")["event_insertion_rate"] == (
        DEGRADED if within else OK,
        f"0 events stored within the hour; sessions that started within it: {within}.",
    )
    event(quiet, "e", f"2026-06-15 {moment}+00")
    assert said(quiet, "health_of_events")["event_insertion_rate"] == (
        OK,
        f"{within} event{'' if within else 's'} stored within the hour; sessions that started within it: {within}.",
    )


def refuse(connection: Connection, source: str, table: str) -> None:
    connection.execute(
        'insert into ops.sync_rejects (source, "table", key, sqlstate, reason, data) '
        "values (%s, %s, 'k', '23505', 'taken', '{}')",
        [source, table],
    )


def test_the_newest_event_and_the_refused_are_told(quiet: Connection) -> None:
    refuse(quiet, "classwaves", "analytics.session_events")
    none_but = "There are no events yet. Refused, because their place in a log was taken: 1."
    assert said(quiet, "health_of_events")["session_events_table"] == (OK, none_but)
    quiet.execute("delete from ops.sync_rejects")
    event(quiet, "e", "2026-06-15 09:30+00")
    event(quiet, "ee", "2026-06-15 10:30+00")
    newest = "Newest event stored 2026-06-15 10:30 UTC."
    assert said(quiet, "health_of_events")["session_events_table"] == (OK, newest)
    for source, table in (
        ("classwaves", "analytics.session_events"), ("classwaves", "session_events"),
        ("other", "analytics.session_events"),
    ):  # fmt: skip
        refuse(quiet, source, table)
    refused = f"{newest} Refused, because their place in a log was taken: 1."
    assert said(quiet, "health_of_events")["session_events_table"] == (OK, refused)


SOURCES = (
    ("sessions", "started_at"), ("sessions", "ended_at"), ("session_metrics", "measured_at"),
    ("guidance_events", "occurred_at"), ("ai_analyses", "finished_at"), ("resource_usage", "recorded_at"),
)  # fmt: skip


@pytest.mark.parametrize(("table", "column"), SOURCES)
def test_the_first_hour_is_that_of_whatever_came_first(quiet: Connection, table: str, column: str) -> None:
    assert rows(quiet, "select analytics.first_hour()::text") == [("2026-06-01 09:00:00+00",)]
    of = {"session_id": "quiet"} if table in {"session_metrics", "guidance_events", "ai_analyses"} else {}
    for key, moment in (("early", "2026-05-01 07:30+00"), ("later", "2026-05-02 07:30+00")):
        add(quiet, table, key, **of, **{column: moment})
    assert rows(quiet, "select analytics.first_hour()::text") == [("2026-05-01 07:00:00+00",)]
    add(quiet, table, "oldest", **of, **{column: "2000-01-01 00:00+00"})
    add(quiet, table, "too old", **of, **{column: "1999-12-31 23:59:59+00"})
    assert rows(quiet, "select analytics.first_hour()::text") == [("2000-01-01 00:00:00+00",)]


@pytest.mark.parametrize(
    ("text", "blank"),
    [("", True), (" ", True), (" \t\n\r\f\x0b", True), ("!", False), (" !", False), ("a", False), ("  a ", False)],
)
def test_blank_is_what_holds_nothing_but_white_space(empty: Connection, text: str, blank: bool) -> None:
    assert empty.execute("select analytics.is_blank(%s)", [text]).fetchone() == (blank,)
