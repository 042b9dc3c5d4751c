"""Brings one table's news into the warehouse: by cursor in batches, or by key whatever the cursor says."""

from collections.abc import Callable
from dataclasses import dataclass

import psycopg
from psycopg import sql

from sync.compare.checksum import EVERY_ROW, Condition
from sync.compare.keys import KeyList
from sync.endpoints import copy_stream
from sync.endpoints.snapshot import Snapshot, moment_literal, since, with_keys
from sync.endpoints.table import Table
from sync.errors import SuspiciousSource
from sync.log import changes, records
from sync.log.records import Journal, TableOutcome
from sync.merge import quarantine
from sync.merge.backup import back_up
from sync.merge.commit import counted
from sync.merge.staging import Counts, Staging
from sync.specifications.specification import SourceSpecification

BATCH_ROWS = 5_000

SUSPICIOUS_ROWS, SUSPICIOUS_SHARE = 100, 0.2
"""A run that would remove more than both of a table's rows stops: the source is likelier wrong than they are."""


@dataclass(frozen=True)
class Load:
    """Everything that loading one table takes, and where its verdict goes."""

    source: SourceSpecification
    table: Table
    outcome: TableOutcome
    snapshot: Snapshot
    connection: psycopg.Connection
    journal: Journal
    full: bool
    forced: bool
    checkpoint: Callable[[], None]
    """Called between batches; raises SyncStopped when the process is to end."""

    def staging(self) -> Staging:
        return Staging(self.connection, self.table, self.source.name, self.journal.run)

    def report(self, phase: records.Phase, done: int | None = None, expected: int | None = None) -> None:
        self.journal.progress(self.source.name, self.table.name, phase, done, expected)


def merge_news(work: Load, watermark: str | None) -> None:
    """Merges the rows whose cursor may be newer than the watermark (None: all rows), oldest first, in batches.

    Each batch is committed together with the watermark that it reaches: a run that dies leaves whole batches, and
    the next one goes on from there.
    """
    condition: Condition = EVERY_ROW if work.full else since(work.table, watermark)
    work.report("reading", 0)
    staging = work.staging()
    read = 0
    for batch in copy_stream.in_batches(work.snapshot.rows(work.table, condition), BATCH_ROWS):
        work.checkpoint()
        with counted(work.connection, work.outcome) as tally:
            staging.clear()
            tally.counts = staging.fill(batch)
            read += tally.counts.read
            tally.counts += staging.merge()
            advance(work, staging)
        work.report("merging", read)


def fetch(work: Load, keys: KeyList) -> None:
    """Merges the rows of given keys, whatever their cursors say."""
    staging: Staging | None = None
    for some in keys.batches(BATCH_ROWS):
        work.checkpoint()
        staging = staging or work.staging()
        with counted(work.connection, work.outcome) as tally:
            staging.clear()
            tally.counts = staging.fill(work.snapshot.rows(work.table, with_keys(work.table, some)))
            tally.counts += staging.merge()


def remove(work: Load, keys: KeyList) -> None:
    """Deletes rows, after backing them up."""
    if not keys:
        return
    with counted(work.connection, work.outcome) as tally:
        back_up(work.connection, work.source.name, work.table, work.journal.run, keys)
        tally.counts = delete(work, keys)


def delete(work: Load, keys: KeyList) -> Counts:
    """Deletes rows and writes down when they were dated."""
    row = work.connection.execute(
        sql.SQL(
            """
            with gone as (
                delete from {table} where {chosen} returning {date} as first_at, {date} as last_at
            ),
            noted as ({noted})
            select count(*) from gone
            """
        ).format(
            table=work.table.identifier,
            chosen=keys.condition,
            date=changes.dated(work.table, work.table.name),
            noted=changes.noted(work.source.name, work.table, sql.SQL("gone")),
        )
    ).fetchone()
    return Counts(deleted=int(row[0]) if row else 0)


def refuse_suspicious(work: Load, vanishing: int, present: int) -> None:
    """Stops when so much would vanish that the source must be wrong.

    Raises SuspiciousSource unless the run is forced.
    """
    if work.forced or vanishing <= SUSPICIOUS_ROWS or vanishing <= SUSPICIOUS_SHARE * present:
        return
    raise SuspiciousSource(
        f"{work.table.schema}.{work.table.name}: {vanishing:,} of {present:,} rows would vanish, so nothing was "
        f"deleted. Check that {work.source.setting} names the right, complete database; "
        "if it does, run `atalaya sync --force`."
    )


def retry_quarantined(work: Load) -> None:
    """Rows that an earlier run put in quarantine may fit by now, or be gone; no cursor tells."""
    told = work.connection, work.table, work.source.name
    with quarantine.waiting(*told, not_met_in=work.journal.run) as keys:
        if keys is not None:
            fetch(work, keys)
            quarantine.release(*told, keys, work.journal.run)


def advance(work: Load, staging: Staging) -> None:
    """Moves the watermark to the newest staged row that is not in the future."""
    newest = staging.highest_cursor(moment_literal(work.table, work.snapshot.taken_at))
    if newest is not None:
        records.advance(work.connection, work.source.name, work.table, work.journal.run, newest)
