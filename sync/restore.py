"""Brings a run's backup back: rows as they were before that run removed or changed them."""

from dataclasses import dataclass

import psycopg

from db.phrase import phrase
from db.warehouse import Warehouse
from sync.endpoints.session import Session
from sync.errors import NothingToRestore
from sync.log import changes
from sync.log.run_log import RunLog
from sync.merge import backup
from sync.specifications import source_named


@dataclass(frozen=True)
class Restored:
    """The sync whose changes were taken back, and rows per table."""

    run: int
    rows: dict[str, int]


def run_restore(warehouse: Warehouse, run: int | None = None, origin: str = "command line") -> Restored:
    """Writes back what a sync (None: the last that removed anything) took away; the next sync follows production again.

    Raises NothingToRestore, naming the runs whose backups are kept, AlreadyRunning, WarehouseUnreachable.
    """
    with Session(warehouse) as session, session.worker() as worker:
        kept = backup.kept_runs(worker.connection)
        chosen = _chosen(kept, run)
        log = RunLog.open(session, origin, kept[chosen], kind="restore")
        restored: dict[str, int] = {}
        status = "failed"
        try:
            restored = _write_back(worker.connection, kept[chosen], chosen)
            status = "succeeded"
        finally:
            message = phrase("Rows are as they were before sync {run}.", run=chosen)
            log.close(status, message if restored else None, changed=bool(restored))
    return Restored(chosen, restored)


def _chosen(kept: dict[int, list[str]], run: int | None) -> int:
    chosen = max(kept, default=None) if run is None else run
    if chosen is None:
        raise NothingToRestore("No backup is kept: no sync has removed or replaced a row yet.")
    if chosen not in kept:
        listed = ", ".join(map(str, kept)) or "none"
        raise NothingToRestore(f"No backup of sync {chosen} is kept; kept are those of: {listed}.")
    return chosen


def _write_back(connection: psycopg.Connection, sources: list[str], run: int) -> dict[str, int]:
    """All of it, or nothing."""
    restored: dict[str, int] = {}
    with connection.transaction():
        for source in map(source_named, sources):
            restored |= backup.write_back(connection, source, run)
            changes.refresh_facts(connection, source)
    return restored
