"""Closes finished hours of live classrooms, or computes a range of them again; one process at a time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event
from typing import Any

import psycopg

from db.errors import AtalayaError
from db.phrase import phrase
from db.statements import statements_beside
from db.warehouse import SYNC, Warehouse
from sync.errors import explained
from sync.log.run_log import bump_data_version

_SQL = statements_beside(__file__)

HOUR = timedelta(hours=1)
STRETCH = timedelta(days=7)
"""What is computed and committed at once."""

_LOCK = "atalaya rollup"


class RollupRunning(AtalayaError):
    """Another process is rolling up hours."""


class RollupFailed(AtalayaError):
    """Hours could not be rolled up; the message says why."""


@dataclass
class Rollup:
    """What came of a run: hours closed or computed again, and rows of metrics that changed."""

    run: int
    status: str = "succeeded"
    since: datetime | None = None
    until: datetime | None = None
    hours: int = 0
    rows_written: int = 0


def run_rollup(
    warehouse: Warehouse,
    origin: str,
    since: datetime | None = None,
    until: datetime | None = None,
    *,
    report: Callable[[int, int], None] = lambda done, hours: None,
    stop: Event | None = None,
) -> Rollup:
    """Closes every finished hour that is not closed, or rolls up those from `since` to `until`, both included.

    `report` is called with how many hours are done, and of how many.
    Raises RollupRunning, RollupFailed, WarehouseUnreachable.
    """
    with warehouse.connect(SYNC) as connection:
        if not _alone(connection):
            raise RollupRunning(phrase("Another process is rolling up hours; wait for it to end."))
        rollup = _begin(connection, origin)
        try:
            _roll_up(connection, rollup, _stretches(connection, since, until), report, stop or Event())
        except (psycopg.Error, AtalayaError) as error:
            rollup.status = "failed"
            message = explained(error, "classwaves")
            _end(warehouse, rollup, message)
            raise RollupFailed(phrase("The hours could not be rolled up: {said}", said=message)) from error
        except BaseException:
            rollup.status = "interrupted"
            _end(warehouse, rollup, None)
            raise
        _end(warehouse, rollup, None)
    return rollup


def _alone(connection: psycopg.Connection) -> bool:
    row = connection.execute("select pg_try_advisory_lock(hashtextextended(%s, 0))", [_LOCK]).fetchone()
    return row == (True,)


def _begin(connection: psycopg.Connection, origin: str) -> Rollup:
    """Whoever holds the lock knows that a run which still says `running` has died."""
    connection.execute(
        "update ops.rollup_run set status = 'interrupted', finished_at = clock_timestamp() where status = 'running'"
    )
    [(run,)] = connection.execute("insert into ops.rollup_run (origin) values (%s) returning run", [origin]).fetchall()
    return Rollup(run)


def _stretches(
    connection: psycopg.Connection, since: datetime | None, until: datetime | None
) -> list[tuple[datetime, datetime]]:
    """What is to be rolled up, oldest first, in stretches of a week at most."""
    if since is None and until is None:
        ranges: list[Any] = connection.execute("select since, until from analytics.unclosed_hours()").fetchall()
    else:
        ranges = connection.execute(_SQL["hours_between"], {"since": since, "until": until}).fetchall()
    stretches = []
    for first, end in ranges:
        while first is not None and first < end:
            stretches.append((first, min(first + STRETCH, end)))
            first += STRETCH
    return stretches


def _roll_up(
    connection: psycopg.Connection,
    rollup: Rollup,
    stretches: list[tuple[datetime, datetime]],
    report: Callable[[int, int], None],
    stop: Event,
) -> None:
    wanted = sum((end - first) // HOUR for first, end in stretches)
    connection.execute("select analytics.refresh_facts('{}')")
    if stretches:
        rollup.since, rollup.until = stretches[0][0], stretches[-1][1] - HOUR
        connection.execute(
            "update ops.rollup_run set since_hour = %s, until_hour = %s where run = %s",
            [rollup.since, rollup.until, rollup.run],
        )
    report(0, wanted)
    for first, end in stretches:
        if stop.is_set():
            rollup.status = "interrupted"
            return
        [(changed,)] = connection.execute("select analytics.roll_up(%s, %s, %s)", [first, end, rollup.run]).fetchall()
        rollup.rows_written += changed
        rollup.hours += (end - first) // HOUR
        report(rollup.hours, wanted)


def _end(warehouse: Warehouse, rollup: Rollup, message: str | None) -> None:
    """Writes the end down on another connection: the one that rolled up may be lost."""
    with warehouse.connect(SYNC) as connection, connection.transaction():
        connection.execute(
            "update ops.rollup_run set status = %s, message = %s, finished_at = clock_timestamp() where run = %s",
            [rollup.status, message, rollup.run],
        )
        if rollup.hours:
            bump_data_version(connection)
