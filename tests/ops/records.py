"""Tiny records of runs for tests: each call writes the least that a view needs.

Moments are UTC wall-clock time ('2026-06-15 12:00').
"""

from collections.abc import Sequence
from typing import Any

from sync.log.run_log import keep_totals
from tests.factories import Connection

NOON = "2026-06-15 12:00+00"

_TABLE: dict[str, Any] = {
    "mode": "incremental",
    "status": "succeeded",
    "begins": NOON,
    "takes": "1 s",
    "duration_ms": 1000,
    "rows_read": 10,
    "rows_inserted": 0,
    "bytes": 1000,
    "source_count": 10,
    "warehouse_count": 10,
    "message": None,
}

_VERIFIED: dict[str, Any] = {
    "at": NOON,
    "duration_ms": 500,
    "rows_compared": 10,
    "missing": 0,
    "different": 0,
    "surplus": 0,
    "repaired": 0,
    "sample_keys": [],
    "message": None,
}


def run(connection: Connection, number: int, *sources: str, started: str = NOON, **details: Any) -> None:
    """A run of this number; it succeeded within ten seconds, unless told otherwise."""
    row = {"kind": "sync", "origin": "page", "status": "succeeded", "finished": "10 s", "message": None} | details
    connection.execute(
        """insert into ops.sync_run (run, kind, origin, sources, status, started_at, finished_at, message)
        overriding system value
        values (%(run)s, %(kind)s, %(origin)s, %(sources)s, %(status)s, %(started)s,
            %(started)s::timestamptz + %(finished)s::interval, %(message)s)""",
        {"run": number, "sources": list(sources), "started": started, **row},
    )
    _add_up(connection, number)


def table(connection: Connection, run_number: int, source: str, name: str = "students", **details: Any) -> None:
    """A table's line of the log: ten rows of a kilobyte in the second from noon, unless told otherwise."""
    row = _TABLE | details
    connection.execute(
        """with told as (
            insert into ops.sync_line ("table", mode, status, rows_read, rows_inserted, rows_updated, rows_deleted,
                bytes, source_count, warehouse_count, message)
            values (%(table)s, %(mode)s, %(status)s, %(rows_read)s, %(rows_inserted)s, 0, 0,
                %(bytes)s, %(source_count)s, %(warehouse_count)s, %(message)s)
            returning line
        )
        insert into ops.source_sync as earlier (run, source, recorded_at, lines, started_at, finished_at, duration_ms)
        select %(run)s, %(source)s, %(begins)s::timestamptz + %(takes)s::interval, array[line],
            array[%(begins)s::timestamptz], array[%(begins)s::timestamptz + %(takes)s::interval], array[%(duration_ms)s]
        from told
        on conflict (run, source) do update set
            lines = earlier.lines || excluded.lines, started_at = earlier.started_at || excluded.started_at,
            finished_at = earlier.finished_at || excluded.finished_at,
            duration_ms = earlier.duration_ms || excluded.duration_ms""",
        {"run": run_number, "source": source, "table": name, **row},
    )
    _add_up(connection, run_number)


def verified(connection: Connection, run_number: int, source: str, name: str = "students", **details: Any) -> None:
    """A verified table that was equal, in the half second before noon, unless told otherwise."""
    row = _VERIFIED | details
    connection.execute(
        """insert into ops.verification (run, source, "table", verified_at, duration_ms, rows_compared, missing,
            different, surplus, repaired, sample_keys, message)
        values (%(run)s, %(source)s, %(table)s, %(at)s, %(duration_ms)s, %(rows_compared)s, %(missing)s,
            %(different)s, %(surplus)s, %(repaired)s, %(sample_keys)s, %(message)s)""",
        {"run": run_number, "source": source, "table": name, **row},
    )
    _add_up(connection, run_number)


def found(
    connection: Connection,
    run_number: int,
    source: str,
    check: str,
    count: int,
    *,
    severity: str = "error",
    name: str = "students",
    keys: Sequence[str] = (),
    at: str = NOON,
) -> None:
    """What a quality report says."""
    connection.execute(
        """with told as (
            insert into ops.quality_line ("check", "table", severity, count, sample_keys)
            values (%s, %s, %s, %s, %s)
            returning line
        ), listed as (
            insert into ops.quality_report (lines)
            select array[line] || coalesce((
                select lines from ops.source_quality inner join ops.quality_report using (report)
                where run = %s and source = %s
            ), '{}') from told
            returning report
        )
        insert into ops.source_quality (run, source, recorded_at, report)
        select %s, %s, %s, report from listed
        on conflict (run, source) do update set report = excluded.report""",
        [check, name, severity, count, list(keys), run_number, source, run_number, source, at],
    )


def rejected(connection: Connection, source: str, name: str, key: str, **details: Any) -> None:
    """A row in quarantine."""
    row = {"at": NOON, "sqlstate": "23503", "reason": "its parent is missing", "data": '{"id": "1"}'} | details
    connection.execute(
        """insert into ops.sync_rejects (source, "table", key, at, sqlstate, reason, data)
        values (%(source)s, %(table)s, %(key)s, %(at)s, %(sqlstate)s, %(reason)s, %(data)s)""",
        {"source": source, "table": name, "key": key, **row},
    )


def unreadable(connection: Connection, recipe: str, source: str, name: str, line: int, **details: Any) -> None:
    """A line of an imported file that cannot be read."""
    row = {"file": "visits.csv", "reason": "no moment", "data": '{"student_id": "s-7"}'} | details
    connection.execute(
        """insert into ops.sync_rejects (source, "table", recipe, file, line, reason, data)
        values (%(source)s, %(table)s, %(recipe)s, %(file)s, %(line)s, %(reason)s, %(data)s)""",
        {"source": source, "table": name, "recipe": recipe, "line": line, **row},
    )


def under_way(connection: Connection, run_number: int, source: str, name: str, position: int, **details: Any) -> None:
    """How far a table of a running sync is."""
    row = {"phase": "waiting", "done": 0, "expected": None} | details
    connection.execute(
        """insert into ops.sync_progress (run, source, "table", position, phase, rows_done, rows_expected)
        values (%(run)s, %(source)s, %(table)s, %(position)s, %(phase)s, %(done)s, %(expected)s)""",
        {"run": run_number, "source": source, "table": name, "position": position, **row},
    )


def failed(
    connection: Connection, run_number: int, source: str, name: str, key: str | None = None, *, at: str = NOON
) -> None:
    """An error of a run."""
    connection.execute(
        """insert into ops.sync_error_log (run, source, "table", key, at, attempt, sqlstate, message)
        values (%s, %s, %s, %s, %s, 1, '23503', 'Its parent is missing.')""",
        [run_number, source, name, key, at],
    )
    _add_up(connection, run_number)


def _add_up(connection: Connection, run_number: int) -> None:
    """As the end of a run does."""
    if connection.execute("select 1 from ops.sync_run where run = %s and status <> 'running'", [run_number]).fetchone():
        keep_totals(connection, run_number)


def heard(
    connection: Connection,
    name: str,
    at: str,
    *,
    version: int | None,
    replayed_at: str | None = None,
    said: str | None = None,
) -> None:
    """What a replica said at a moment."""
    connection.execute(
        "insert into ops.replica (name, asked_at, version, replayed_at, said) "
        "values (%s, %s::timestamp at time zone 'UTC', %s, %s, %s)",
        [name, at, version, replayed_at, said],
    )
