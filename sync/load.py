"""Brings one table's news into the warehouse: by cursor in batches, or the last days as a whole."""

from collections.abc import Callable
from dataclasses import dataclass

import psycopg
from psycopg import sql

from sync import quarantine, records
from sync.backup import back_up
from sync.catalogue import Table, check_shape
from sync.commit import counted
from sync.errors import SuspiciousSource
from sync.records import Journal, TableOutcome
from sync.source import Condition, Extent, Snapshot, from_moment, moment_literal, since, with_keys
from sync.specifications import SourceSpecification
from sync.staging import Counts, Staging, in_batches

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


def load(work: Load) -> Extent:
    """Loads a table by its mode; returns the snapshot's extent for the later comparison."""
    outcome = work.outcome
    check_shape(work.snapshot.connection, work.table, work.source.setting)
    mark = records.mark(work.connection, work.source.name, work.table)
    if outcome.watermark_before is None:
        outcome.watermark_before = mark.watermark
    by_window = work.table.specification.mode == "window" and mark.loaded
    news = since(work.table, None if work.full else mark.watermark)
    window = _window(work) if by_window else None
    found = work.snapshot.extent(work.table, news if window is None or work.full else window)
    outcome.source_count = found.rows
    work.report("reading", 0, found.expected)
    if window is not None:
        _replace_window(work, window)
    if window is None or work.full:
        _merge_batches(work, news, first_load=not mark.loaded)
    _retry_quarantined(work)
    outcome.watermark_after = records.mark(work.connection, work.source.name, work.table).watermark
    return found


def fetch(work: Load, keys: list[str]) -> None:
    """Merges the rows of given keys, whatever their cursors say."""
    if not keys:
        return
    staging = work.staging()
    for start in range(0, len(keys), BATCH_ROWS):
        work.checkpoint()
        batch = with_keys(work.table, keys[start : start + BATCH_ROWS])
        with counted(work.connection, work.outcome) as tally, work.snapshot.rows(work.table, batch) as rows:
            staging.clear()
            tally.counts = staging.fill(rows)
            tally.counts += staging.merge()


def remove(work: Load, keys: list[str]) -> None:
    """Deletes rows, after backing them up."""
    if not keys:
        return
    with counted(work.connection, work.outcome) as tally:
        back_up(work.connection, work.source.name, work.table, work.journal.run, keys)
        tally.counts = _delete(work, keys)


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


def _merge_batches(work: Load, condition: Condition, *, first_load: bool) -> None:
    staging = work.staging()
    read = 0
    with work.snapshot.rows(work.table, condition) as rows:
        for batch in in_batches(rows, BATCH_ROWS):
            work.checkpoint()
            with counted(work.connection, work.outcome) as tally:
                if first_load:
                    _pause_facts(work.connection)
                staging.clear()
                tally.counts = staging.fill(batch)
                read += tally.counts.read
                tally.counts += staging.merge()
                _advance(work, staging)
            work.report("merging", read)
    if first_load:
        _finish_first_load(work)


def _pause_facts(connection: psycopg.Connection) -> None:
    # Facts of a whole history are cheaper to build once at its end than batch by batch.
    connection.execute("set local atalaya.skip_facts = 'on'")


def _finish_first_load(work: Load) -> None:
    with work.connection.transaction():
        if work.source.name == "ngeshare":
            work.connection.execute(f"select {work.source.derived_schema}.rebuild_facts()")
        records.finish_first_load(work.connection, work.source.name, work.table, work.journal.run)


def _retry_quarantined(work: Load) -> None:
    """Rows that an earlier run put in quarantine may fit by now, or be gone; no cursor tells."""
    told = work.connection, work.table, work.source.name
    keys = quarantine.waiting(*told, not_met_in=work.journal.run)
    if keys:
        fetch(work, keys)
        quarantine.release(*told, keys, work.journal.run)


def _advance(work: Load, staging: Staging) -> None:
    newest = staging.highest_cursor(moment_literal(work.table, work.snapshot.taken_at))
    if newest is not None:
        records.advance(work.connection, work.source.name, work.table, work.journal.run, newest)


def _window(work: Load) -> Condition:
    days = work.table.specification.window
    assert days is not None  # noqa: S101  a window table has one
    return from_moment(work.table, work.snapshot.taken_at - days)


def _replace_window(work: Load, window: Condition) -> None:
    """Makes the window equal to the snapshot by writing only the difference, after backing up what it replaces."""
    staging = work.staging()
    with counted(work.connection, work.outcome) as tally:
        with work.snapshot.rows(work.table, window) as rows:
            tally.counts = staging.fill(rows)
        work.report("merging", tally.counts.read)
        tally.counts += _keep_moved_rows(work, staging, window)
        vanishing = _vanishing_keys(work, staging, window)
        present = work.connection.execute(
            sql.SQL("select count(*) from {} where {}").format(work.table.identifier, window)
        ).fetchone()
        refuse_suspicious(work, len(vanishing), present[0] if present else 0)
        replaced = vanishing + staging.changed_keys()
        back_up(work.connection, work.source.name, work.table, work.journal.run, replaced)
        tally.counts += _delete(work, vanishing) + staging.merge()
        _advance(work, staging)


def _keep_moved_rows(work: Load, staging: Staging, window: Condition) -> Counts:
    """Rows that production still has, but dated out of the window by now, are updated and not deleted."""
    keys = _vanishing_keys(work, staging, window)
    total = Counts()
    for start in range(0, len(keys), BATCH_ROWS):
        batch = with_keys(work.table, keys[start : start + BATCH_ROWS])
        with work.snapshot.rows(work.table, batch) as rows:
            total += staging.fill(rows)
    return total


def _vanishing_keys(work: Load, staging: Staging, window: Condition) -> list[str]:
    key = sql.Identifier(work.table.key)
    rows = work.connection.execute(
        sql.SQL(
            "select {key}::text from {table} as present where {window} "
            "and not exists (select from {staged} as staged where staged.{key} = present.{key})"
        ).format(key=key, table=work.table.identifier, staged=staging.name, window=window)
    ).fetchall()
    return [row[0] for row in rows]


def _delete(work: Load, keys: list[str]) -> Counts:
    if not keys:
        return Counts()
    done = work.connection.execute(
        sql.SQL("delete from {} where {}").format(work.table.identifier, with_keys(work.table, keys))
    )
    return Counts(deleted=done.rowcount)
