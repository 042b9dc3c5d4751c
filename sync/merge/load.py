"""Brings one table's news into the warehouse: by cursor in batches, or by key whatever the cursor says."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

import psycopg
from psycopg import sql

from db.phrase import phrase
from db.statements import statements_beside
from sync.compare.keys import KeyList, keys_of
from sync.endpoints import copy_stream
from sync.endpoints.conditions import EVERY_ROW, moment_literal, since, with_keys
from sync.endpoints.snapshot import Snapshot
from sync.endpoints.table import Table
from sync.errors import SuspiciousSource
from sync.log import changes, watermark
from sync.log.outcome import Counts, TableOutcome
from sync.log.run_log import Phase, RunLog
from sync.merge import quarantine
from sync.merge.backup import back_up
from sync.merge.commit import counted
from sync.merge.staging import Staging
from sync.specifications.specification import TableSpecification

BATCH_ROWS = 5_000

SUSPICIOUS_ROWS, SUSPICIOUS_SHARE = 100, 0.2
"""A run that would remove more than both of a table's rows stops: the source is likelier wrong than they are."""

_SQL = statements_beside(__file__)


@dataclass(frozen=True)
class CopyOptions:
    """How a run treats every table."""

    full: bool = False
    """All rows are read, whatever their cursors say."""
    forced: bool = False
    """Rows are removed however many they are."""
    repaired_days: int | None = None
    """So many last days of window and append tables are made equal row by row; None: windows as specified."""

    def window(self, specification: TableSpecification) -> timedelta | None:
        """The last days that are made equal row by row; None where the cursor alone says what is news."""
        if self.repaired_days is not None and specification.mode in {"window", "append"}:
            return timedelta(days=self.repaired_days)
        return specification.window


@dataclass(frozen=True)
class Load:
    """Everything that loading one table takes, and where its verdict goes."""

    table: Table
    outcome: TableOutcome
    snapshot: Snapshot
    connection: psycopg.Connection
    log: RunLog
    options: CopyOptions
    checkpoint: Callable[[], None]
    """Called between batches; raises SyncStopped when the process is to end."""

    def staging(self) -> Staging:
        return Staging(self.connection, self.table, self.log.run)

    def report(self, phase: Phase, done: int | None = None, expected: int | None = None) -> None:
        self.log.progress(self.outcome, phase, done, expected)


def merge_news(load: Load, cursor: str | None, foresee: Callable[[int], None] | None = None) -> None:
    """Merges the rows that may be newer than a watermark's cursor (None: all rows), oldest first, in batches.

    Each batch is committed together with the watermark that it reaches: a run that dies leaves whole batches, and
    the next one goes on from there. `foresee` hears how many rows of a batch are new, before facts follow them.
    """
    condition = EVERY_ROW if load.options.full else since(load.table, cursor)
    load.report("reading", 0)
    staging = load.staging()
    read = 0
    for batch in copy_stream.in_batches(load.snapshot.rows(load.table, condition), BATCH_ROWS):
        load.checkpoint()
        with counted(load.connection, load.outcome) as tally:
            staging.clear()
            tally.counts = staging.fill(batch)
            read += tally.counts.read
            if foresee is not None:
                foresee(staging.new_rows())
            tally.counts += staging.merge()
            advance(load, staging)
        load.report("merging", read)


def fetch(load: Load, keys: KeyList, *, releasing: bool = False) -> None:
    """Merges the rows of given keys, whatever their cursors say.

    With `releasing`, quarantine forgets those of the keys that production no longer has.
    """
    staging: Staging | None = None
    for batch in keys.batches(BATCH_ROWS):
        load.checkpoint()
        staging = staging or load.staging()
        with counted(load.connection, load.outcome) as tally:
            staging.clear()
            tally.counts = staging.fill(load.snapshot.rows(load.table, with_keys(load.table, batch)))
            if releasing:
                quarantine.release(load.connection, load.table, batch)
            tally.counts += staging.merge()


def remove(load: Load, keys: KeyList) -> None:
    """Deletes rows, after backing them up."""
    if not keys:
        return
    with counted(load.connection, load.outcome) as tally:
        back_up(load.connection, load.table, load.log.run, keys)
        tally.counts = delete(load, keys)


def delete(load: Load, keys: KeyList) -> Counts:
    """Deletes rows and records when they were dated."""
    row = load.connection.execute(
        _SQL["delete_rows"].format(
            table=load.table.identifier,
            chosen=keys.condition,
            date=changes.date_of(load.table, load.table.name),
            recorded=changes.range_recorded(load.table, sql.SQL("gone")),
        )
    ).fetchone()
    return Counts(deleted=int(row[0]) if row else 0)


def refuse_suspicious(load: Load, vanishing: int, present: int) -> None:
    """Stops when so much would vanish that the source must be wrong.

    Raises SuspiciousSource unless the run is forced.
    """
    if load.options.forced or vanishing <= SUSPICIOUS_ROWS or vanishing <= SUSPICIOUS_SHARE * present:
        return
    raise SuspiciousSource(
        phrase(
            "{where}: {vanishing:,} of {present:,} rows would vanish, so nothing was deleted. Check that {setting} "
            "names the right, complete database; if it does, run `atalaya sync --force`.",
            where=load.table.qualified_name,
            vanishing=vanishing,
            present=present,
            setting=load.table.source.setting,
        )
    )


@contextmanager
def ambiguous_quarantined(load: Load, rejected: int) -> Iterator[KeyList | None]:
    """Puts the source's rows that no key tells apart in quarantine; yields the keys that several of them have.

    `rejected` is how many rows of the table wait there already.
    """
    if not load.table.ambiguous_rows:
        if rejected:
            quarantine.forget_keyless(load.connection, load.table)
        yield None
        return
    staging = load.staging()
    with counted(load.connection, load.outcome) as tally:
        tally.counts = staging.fill(load.snapshot.ambiguous_rows(load.table))
        quarantine.keep_ambiguous(load.connection, load.table, load.log.run)
        tally.counts += Counts(rejected=tally.counts.read)
    with keys_of(load.connection, load.table, staging.keys) as shared:
        yield shared


def retry_quarantined(load: Load, ambiguous: KeyList | None = None) -> None:
    """Rows that an earlier run put in quarantine may fit by now, or be gone; no cursor says so.

    Not those of keys that several rows of the source have.
    """
    query = quarantine.waiting_keys(
        load.table, not_met_in=load.log.run, but=None if ambiguous is None else ambiguous.name
    )
    if not finds_any(load, query):
        return
    with keys_of(load.connection, load.table, query) as keys:
        fetch(load, keys, releasing=True)


def fetch_quarantined(load: Load) -> None:
    """Rows in quarantine once more: a row that was in the way may have left."""
    query = quarantine.waiting_keys(load.table)
    if finds_any(load, query):
        with keys_of(load.connection, load.table, query) as keys:
            fetch(load, keys)


def advance(load: Load, staging: Staging) -> None:
    """Moves the watermark to the newest staged row that is not in the future."""
    newest = staging.highest_cursor(moment_literal(load.table, load.snapshot.taken_at))
    if newest is not None:
        watermark.advance(load.connection, load.table, load.log.run, newest)


def finds_any(load: Load, query: sql.Composed) -> bool:
    """Whether a query finds a row."""
    return load.connection.execute(query + sql.SQL(" limit 1")).fetchone() is not None
