"""Brings one table's news into the warehouse: by cursor in batches, or the last days as a whole."""

from collections.abc import Callable
from dataclasses import dataclass

import psycopg
from psycopg import sql

from sync import records
from sync.catalogue import Table, check_shape
from sync.errors import SuspiciousSource
from sync.records import Journal, TableOutcome
from sync.source import Condition, Extent, Snapshot, from_moment, moment_literal, since, with_keys
from sync.specifications import SourceSpecification
from sync.staging import Counts, Staging, in_batches

BATCH_ROWS = 5_000

SUSPICIOUS_ROWS, SUSPICIOUS_SHARE = 100, 0.2
"""A run that would remove more than both of a table's rows stops: the source is likelier wrong than they are."""

BACKUPS_KEPT = 5


@dataclass(frozen=True)
class Load:
    """Everything that loading one table takes."""

    source: SourceSpecification
    table: Table
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


def load(work: Load, outcome: TableOutcome) -> Extent:
    """Loads a table by its mode, filling in the outcome; returns the snapshot's extent for the later comparison."""
    check_shape(work.snapshot.connection, work.table)
    mark = records.mark(work.connection, work.source.name, work.table)
    outcome.watermark_before = mark.watermark
    by_window = work.table.specification.mode == "window" and mark.loaded
    known = None if work.full else mark.watermark
    condition = _window(work) if by_window else since(work.table, known)
    found = work.snapshot.extent(work.table, condition)
    outcome.source_count = found.rows
    work.report("reading", 0, found.expected)
    if by_window:
        outcome.counts += _replace_window(work, condition)
    if work.full or not by_window:
        outcome.counts += _merge_batches(work, since(work.table, known), first_load=not mark.loaded)
    outcome.watermark_after = records.mark(work.connection, work.source.name, work.table).watermark
    return found


def fetch(work: Load, keys: list[str]) -> Counts:
    """Merges the rows of given keys, whatever their cursors say."""
    total = Counts()
    staging = work.staging()
    for start in range(0, len(keys), BATCH_ROWS):
        work.checkpoint()
        batch = with_keys(work.table, keys[start : start + BATCH_ROWS])
        with work.connection.transaction(), work.snapshot.rows(work.table, batch) as rows:
            staging.clear()
            total += staging.fill(rows) + staging.merge()
    return total


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


def _merge_batches(work: Load, condition: Condition, *, first_load: bool) -> Counts:
    total = Counts()
    staging = work.staging()
    with work.snapshot.rows(work.table, condition) as rows:
        for batch in in_batches(rows, BATCH_ROWS):
            work.checkpoint()
            with work.connection.transaction():
                if first_load:
                    _pause_facts(work.connection)
                staging.clear()
                total += staging.fill(batch) + staging.merge()
                _advance(work, staging)
            work.report("merging", total.read)
    if first_load:
        _finish_first_load(work)
    return total


def _pause_facts(connection: psycopg.Connection) -> None:
    # Facts of a whole history are cheaper to build once at its end than batch by batch.
    connection.execute("set local atalaya.skip_facts = 'on'")


def _finish_first_load(work: Load) -> None:
    with work.connection.transaction():
        if work.table.specification.mode == "window":
            work.connection.execute(f"select {work.source.derived_schema}.rebuild_facts()")
        records.finish_first_load(work.connection, work.source.name, work.table)


def _advance(work: Load, staging: Staging) -> None:
    newest = staging.highest_cursor(moment_literal(work.table, work.snapshot.taken_at))
    if newest is not None:
        records.advance(work.connection, work.source.name, work.table, work.journal.run, newest)


def _window(work: Load) -> Condition:
    days = work.table.specification.window
    assert days is not None  # noqa: S101  a window table has one
    return from_moment(work.table, work.snapshot.taken_at - days)


def _replace_window(work: Load, window: Condition) -> Counts:
    """Makes the window equal to the snapshot by writing only the difference, after backing up what it removes."""
    staging = work.staging()
    with work.connection.transaction():
        with work.snapshot.rows(work.table, window) as rows:
            total = staging.fill(rows)
        total += _keep_moved_rows(work, staging, window)
        vanishing = _vanishing_keys(work, staging, window)
        present = work.connection.execute(
            sql.SQL("select count(*) from {} where {}").format(work.table.identifier, window)
        ).fetchone()
        refuse_suspicious(work, len(vanishing), present[0] if present else 0)
        _back_up(work, staging, vanishing)
        total += _delete(work, vanishing) + staging.merge()
        _advance(work, staging)
    work.report("merging", total.read)
    return total


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


def _back_up(work: Load, staging: Staging, vanishing: list[str]) -> None:
    table = work.table
    work.connection.execute(
        sql.SQL(
            """
            insert into ops.sync_backup (run, source, "table", key, data)
            select {run}, {source}, {name}, present.{key}::text, to_jsonb(present)
            from {table} as present
            left join {staged} as staged on staged.{key} = present.{key}
            where
                {vanishes}
                or (staged.{key} is not null and row({staged_columns})::record *<> row({present_columns})::record)
            on conflict do nothing
            """
        ).format(
            run=sql.Literal(work.journal.run),
            source=sql.Literal(work.source.name),
            name=sql.Literal(table.name),
            key=sql.Identifier(table.key),
            table=table.identifier,
            staged=staging.name,
            vanishes=sql.SQL("present.{} = any({}::{}[])").format(
                sql.Identifier(table.key), sql.Literal(vanishing), sql.SQL(table.columns[table.key])
            ),
            staged_columns=sql.SQL(", ").join(sql.Identifier("staged", name) for name in table.columns),
            present_columns=sql.SQL(", ").join(sql.Identifier("present", name) for name in table.columns),
        )
    )
    work.connection.execute(
        """
        delete from ops.sync_backup
        where source = %(source)s and "table" = %(table)s and run not in (
            select distinct run from ops.sync_backup
            where source = %(source)s and "table" = %(table)s
            order by run desc limit %(kept)s
        )
        """,
        {"source": work.source.name, "table": table.name, "kept": BACKUPS_KEPT},
    )


def _delete(work: Load, keys: list[str]) -> Counts:
    if not keys:
        return Counts()
    done = work.connection.execute(
        sql.SQL("delete from {} where {}").format(work.table.identifier, with_keys(work.table, keys))
    )
    return Counts(deleted=done.rowcount)
