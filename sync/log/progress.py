"""Reads a run's log: how far it is, and what came of it. The same for every process that looks."""

import time
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg.rows import dict_row

from db.statements import statements_beside
from db.warehouse import READER, Warehouse

_SQL = statements_beside(__file__)

_STATUS = ("freshness", "runs", "materialized_views", "schedule", "health", "tables")
"""What `status` answers, each by the statement of its name."""

RECONNECTION_SECONDS = 15.0
"""How long a run may be without the lock before it counts as dead: it lost a connection and makes a new one."""


@dataclass(frozen=True)
class TableProgress:
    """How far one table of a run is."""

    source: str
    table: str
    phase: str
    rows_done: int
    rows_expected: int | None


def newest_run(connection: psycopg.Connection, *, running: bool = False) -> int | None:
    """Number of the newest run, or of the one that is running."""
    row = connection.execute(
        "select max(run) from ops.sync_run where not %s or status = 'running'", [running]
    ).fetchone()
    return row[0] if row else None


def table_progress(connection: psycopg.Connection, run: int) -> list[TableProgress]:
    """The run's tables in their order."""
    rows = connection.execute(
        'select source, "table", phase, rows_done, rows_expected from ops.sync_progress '
        "where run = %s order by source, position",
        [run],
    ).fetchall()
    return [TableProgress(*row) for row in rows]


def wait_for(warehouse: Warehouse, run: int) -> bool:
    """Returns when the run is over, however it ended; False when its process died without a word."""
    last_sign = time.monotonic()
    with warehouse.connect(READER) as connection:
        while newest_run(connection, running=True) == run:
            if is_alive(connection):
                last_sign = time.monotonic()
            elif time.monotonic() - last_sign > RECONNECTION_SECONDS:
                return False
            time.sleep(0.25)
    return True


def is_alive(connection: psycopg.Connection) -> bool:
    """Whether some process holds the lock of the sync."""
    return connection.execute("select ops.sync_is_alive()").fetchone() == (True,)


def running_run(warehouse: Warehouse, patience_seconds: float = 5.0) -> int | None:
    """The run that is going on; one that has just taken the lock has a moment to write itself down."""
    deadline = time.monotonic() + patience_seconds
    with warehouse.connect(READER) as connection:
        while (run := newest_run(connection, running=True)) is None and time.monotonic() < deadline:
            time.sleep(0.1)
    return run


def report(warehouse: Warehouse, run: int) -> dict[str, Any]:
    """What came of a run: status, message, and a line per table."""
    with warehouse.connect(READER) as connection, connection.cursor(row_factory=dict_row) as cursor:
        head = cursor.execute("select * from ops.run_history where run = %s", [run]).fetchone()
        assert head is not None  # noqa: S101  the caller got the number from there
        tables = cursor.execute(_SQL["tables_of_run"], [run]).fetchall()
    return {**head, "tables": tables}


def status(warehouse: Warehouse) -> dict[str, list[dict[str, Any]]]:
    """Freshness per source, the last five runs, views, schedule, health, and each table's validation."""
    with warehouse.connect(READER) as connection, connection.cursor(row_factory=dict_row) as cursor:
        return {name: cursor.execute(_SQL[name]).fetchall() for name in _STATUS}
