"""For each sentence that a view can say, rows that make it say so: the least that its rule needs.

Every circumstance is written into a warehouse of its own, seen from noon on 15 June 2026.
"""

from collections.abc import Callable

import psycopg

from tests.classroom.classroom import add
from tests.factories import (
    AQIDAH,
    HIJRAH,
    SEJARAH,
    Connection,
    circle,
    facilitator,
    graduated,
    group,
    met,
)
from tests.ops import records

HOUR = "2026-06-15 {:02}:00+00"
Circumstance = Callable[[Connection], None]


def curriculum(connection: Connection) -> None:
    """A stalled group near its end, and every finding."""
    group(connection, "stalled")
    met(connection, "stalled", "2026-05-01", episode=7)
    facilitator(connection, "stalled", "fajar")
    facilitator(connection, "stalled", "gilang", joined="2026-02-01")
    group(connection, "beyond")
    met(connection, "beyond", "2026-06-01", episode=10)
    for earlier in ("a1", "a2"):
        circle(connection, earlier, AQIDAH)
        graduated(connection, earlier, started="2026-01-05", on="2026-03-01")
    circle(connection, "skipped", SEJARAH)
    met(connection, "skipped", "2026-03-11")
    circle(connection, "early", HIJRAH)
    met(connection, "early", "2026-02-01")


def failing_servers(connection: Connection) -> None:
    """A source that is late, jobs that failed, a view that failed, facts and views that are not as they should be."""
    records.run(connection, 1, "academy", started="2026-06-01 12:00+00")
    records.table(connection, 1, "academy", begins="2026-06-01 12:00+00")
    records.run(connection, 2, "teloo", "classwaves", started="2026-06-15 11:00+00")
    for source in ("teloo", "classwaves"):
        records.table(connection, 2, source, begins="2026-06-15 11:00+00")
    records.run(connection, 3, "teloo", "learning", started="2026-06-15 11:30+00", status="failed")
    records.table(connection, 3, "teloo", begins="2026-06-15 11:30+00", status="failed", message="No room.")
    records.run(connection, 4, "academy", kind="verify")
    records.verified(connection, 4, "academy", "mgmt.student_visits", different=2)
    connection.execute("insert into ops.self_check (source, state, duration_ms) values ('academy', 'checked', 1)")
    connection.execute(
        "insert into ops.checked_identity values ('academy', 'mgmt.visit_gaps', 'visits', false, now(), 1, 2)"
    )
    records.heard(connection, "dead:5432", "2026-06-15 11:59", version=None, said="Nobody is there.")
    records.heard(connection, "slow:5432", "2026-06-15 11:59", version=-1, replayed_at="2026-06-15 09:00+00")
    connection.execute("delete from ops.scheduled_job")
    for job, status, message in (("a", "failed", "The disk is full."), ("b", "failed", None), ("c", None, None)):
        connection.execute(
            "insert into ops.scheduled_job (job, hour, minute, next_run_at) values (%s, 1, 0, '2026-06-15 01:00+00')",
            [job],
        )
        if status:
            connection.execute(
                "insert into ops.scheduled_run (job, due_at, finished_at, status, message) "
                "values (%s, '2026-06-14 01:00+00', '2026-06-14 02:00+00', %s, %s)",
                [job, status, message],
            )
    connection.execute("delete from ops.mv_refresh_log")
    refreshed(connection, "mv_metricas_mensuales", "error", "out of memory")
    refreshed(connection, "mv_ranking_asesores", "ok", None)
    connection.execute("refresh materialized view kpi.mv_ranking_asesores")


def refreshed(connection: Connection, view: str, status: str, error: str | None) -> None:
    connection.execute(
        "insert into ops.mv_refresh_log (view_name, origin, started_at, duration_ms, status, error_message) "
        "values (%s, 'test', '2026-06-01 12:00+00', 1, %s, %s)",
        [view, status, error],
    )


def missing_rights(connection: Connection) -> None:
    """Views that the reader may not read, for every reason there is."""
    connection.execute("revoke select on kpi.city_summary from atalaya_reader")
    connection.execute("revoke select on ops.sync_run from atalaya_reader")
    connection.execute("alter view ops.run_status owner to pg_monitor")
    connection.execute("revoke execute on function kpi.percent from public")
    connection.execute("drop view ops.student_level_views")


def fresh_views(connection: Connection) -> None:
    """Materialized views that were filled and refreshed."""
    for view in ("mv_metricas_mensuales", "mv_ranking_asesores"):
        connection.execute(f"refresh materialized view kpi.{view}".encode())
        connection.execute(
            "insert into ops.mv_refresh_log (view_name, origin, started_at, duration_ms, status, row_count) "
            "values (%s, 'test', '2026-06-15 11:00+00', 1, 'ok', 0)",
            [view],
        )


def empty_views(connection: Connection) -> None:
    """A materialized view that nobody has filled."""
    connection.execute("refresh materialized view kpi.mv_ranking_asesores with no data")


def first_hours(connection: Connection) -> None:
    """A school whose hours nobody has closed, one event in its log and one refused."""
    add(connection, "schools", "school")
    add(connection, "resource_usage", "first", recorded_at=HOUR.format(7))
    add(connection, "sessions", "session", started_at="2026-06-15 11:30+00")
    add(connection, "session_events", "e", session_id="session", created_at="2026-06-15 11:40+00")
    connection.execute("delete from analytics.changed_hours")
    connection.execute("delete from analytics.rollup_ledger")


def refused_first(connection: Connection) -> None:
    """No event was kept, and one was refused."""
    records.rejected(connection, "classwaves", "analytics.session_events", "k", sqlstate="23514", reason="No.")


def waiting_hours(connection: Connection) -> None:
    """Hours that are closed but for one, one that has changed, and a log whose event was refused."""
    first_hours(connection)
    connection.execute("insert into analytics.rollup_ledger (metric_hour) values (%s)", [HOUR.format(9)])
    connection.execute(
        "insert into analytics.changed_hours (school_id, first_hour, last_hour) values ('school', %s, %s)",
        [HOUR.format(9), HOUR.format(9)],
    )
    refused_first(connection)


def closed_hours(connection: Connection) -> None:
    """Every hour is closed."""
    first_hours(connection)
    connection.execute("insert into analytics.rollup_ledger (metric_hour) values (%s)", [HOUR.format(10)])


def failed_rollup(connection: Connection) -> None:
    """The last rollup failed."""
    first_hours(connection)
    connection.execute(
        "insert into ops.rollup_run (origin, since_hour, until_hour, status, finished_at) "
        "values ('test', %s, %s, 'failed', now())",
        [HOUR.format(9), HOUR.format(9)],
    )


def nothing(connection: Connection) -> None:
    """A new warehouse."""


_BREAKING = (
    "insert into pg_temp.child values ('c', 'nobody')",
    "insert into pg_temp.parent values (null, 1)",
    "insert into pg_temp.parent values ('p', 1)",
    "insert into pg_temp.parent values ('q', -1)",
    "insert into pg_temp.parent values ('q', 'one')",
    "insert into pg_temp.parent values ('q', 12345678901)",
)


def quarantine(connection: Connection) -> None:
    """Rows that PostgreSQL refused, in its words and in those of others, and what the sync itself puts there."""
    for number, (sqlstate, reason) in enumerate(_refusals(connection)):
        records.rejected(connection, "academy", "check_ins", f"k-{number}", sqlstate=sqlstate, reason=reason)
    for number, (sqlstate, reason) in enumerate(
        (
            ("23503", "La llave (student_id)=(5) no está presente."),
            ("23505", "Key (id)=(5) is duplicated: 3 rows of the source have it."),
            ("55000", "No."),
            (None, "No."),
        )
    ):
        records.rejected(connection, "academy", "students", f"k-{number}", sqlstate=sqlstate, reason=reason)
    keyless = 'null value in column "id" violates not-null constraint: no key tells this row from others.'
    connection.execute(
        """insert into ops.sync_rejects (source, "table", key, sqlstate, reason, data)
        values ('academy', 'students', null, '23502', %s, '{}')""",
        [keyless],
    )


def _refusals(connection: Connection) -> list[tuple[str | None, str]]:
    """What PostgreSQL itself says, put together as the sync does."""
    connection.execute("create temporary table parent (id text primary key, visits integer check (visits >= 0))")
    connection.execute("create temporary table child (id text primary key, parent text references pg_temp.parent)")
    connection.execute("insert into pg_temp.parent values ('p', 1)")
    told: list[tuple[str | None, str]] = []
    for statement in _BREAKING:
        try:
            with connection.transaction():
                connection.execute(statement.encode())
        except psycopg.Error as error:
            said = " ".join(filter(None, [error.diag.message_primary, error.diag.message_detail]))
            told.append((error.sqlstate, said))
    assert len(told) == len(_BREAKING)
    return told


def refused_events(connection: Connection) -> None:
    """Events of the sources' log that cannot be kept."""
    add(connection, "schools", "school")
    add(connection, "sessions", "session")
    add(connection, "session_events", "first", session_id="session", sequence=1)
    add(connection, "session_events", "second", session_id="session", sequence=1)
    add(connection, "session_events", "zeroth", session_id="session", sequence=0)
    add(connection, "session_events", "unknown", session_id="session", sequence=3, event_type="sneezed")


CIRCUMSTANCES: tuple[Circumstance, ...] = (
    nothing,
    curriculum,
    failing_servers,
    missing_rights,
    fresh_views,
    empty_views,
    first_hours,
    refused_first,
    waiting_hours,
    closed_hours,
    failed_rollup,
    quarantine,
    refused_events,
)
