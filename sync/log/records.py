"""What a run writes about itself into `ops`, on a connection of its own so that everybody sees it at once."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, LiteralString

import psycopg
import tenacity

from sync.endpoints.table import Table
from sync.errors import is_transient
from sync.merge.staging import Counts
from sync.specifications.specification import SourceSpecification

Kind = Literal["sync", "verify", "restore"]
Status = Literal["succeeded", "mismatch", "failed", "skipped"]
Phase = Literal["waiting", "reading", "merging", "indexing", "checking", "done", "failed", "skipped"]

_REPORT_EVERY_SECONDS = 0.25
_GLANCE_MS = 50
_LAST_PHASE: dict[Status, Phase] = {
    "succeeded": "done",
    "mismatch": "failed",
    "failed": "failed",
    "skipped": "skipped",
}


@dataclass(frozen=True)
class PendingChange:
    """A change whose commit has not been confirmed."""

    transaction: str | None
    counts: Counts


@dataclass
class TableOutcome:
    """How one table fared in one run."""

    source: str
    table: str
    mode: str
    started_at: datetime | None = None
    finished_at: datetime | None = None
    status: Status = "succeeded"
    counts: Counts = field(default_factory=Counts)
    pending: PendingChange | None = None
    duration_ms: int = 0
    watermark_before: str | None = None
    watermark_after: str | None = None
    source_count: int | None = None
    warehouse_count: int | None = None
    message: str | None = None

    def worked(self, began: datetime, ended: datetime) -> None:
        """Adds a span of work on the table; glances of a few milliseconds before and after it do not stretch it."""
        span = round((ended - began).total_seconds() * 1000)
        self.duration_ms += span
        if self.started_at is None or self.finished_at is None or span > _GLANCE_MS:
            is_first = self.started_at is None or self.duration_ms - span <= _GLANCE_MS
            self.started_at = began if is_first else self.started_at
            self.finished_at = ended

    @property
    def difference(self) -> int | None:
        """Warehouse count minus source count, None where one is unknown."""
        if self.source_count is None or self.warehouse_count is None:
            return None
        return self.warehouse_count - self.source_count


class Journal:
    """The records of one run."""

    def __init__(self, connection: psycopg.Connection, run: int) -> None:
        self.connection, self.run = connection, run
        self.recover: Callable[[], None] = lambda: None
        """Puts a new connection in the place of a lost one."""
        self._last_report = 0.0

    @classmethod
    def open(
        cls,
        connection: psycopg.Connection,
        origin: str,
        sources: list[str],
        *,
        kind: Kind = "sync",
        forced: bool = False,
    ) -> "Journal":
        """Begins a run. The caller holds the lock, so a run that still says `running` has died."""
        connection.execute(
            "update ops.sync_run set status = 'interrupted', finished_at = clock_timestamp(), "
            "message = 'The process ended before the sync did; what was committed stays.' where status = 'running'"
        )
        row = connection.execute(
            "insert into ops.sync_run (kind, origin, sources, forced) values (%s, %s, %s, %s) returning run",
            [kind, origin, sources, forced],
        ).fetchone()
        assert row is not None  # noqa: S101  insert … returning has one row
        connection.execute("delete from ops.sync_progress where run <> %s", [row[0]])
        return cls(connection, row[0])

    def expect(self, source: SourceSpecification) -> None:
        """Announces a source's tables, so that their progress bars stand there from the start."""
        for position, table in enumerate(source.tables):
            self._write(
                'insert into ops.sync_progress (run, source, "table", position, phase) '
                "values (%s, %s, %s, %s, 'waiting') on conflict do nothing",
                [self.run, source.name, table.name, position],
            )

    def progress(
        self,
        source: str,
        table: str,
        phase: Phase,
        rows_done: int | None = None,
        rows_expected: int | None = None,
    ) -> None:
        """Reports how far a table is; batches are reported a few times a second at most."""
        now = time.monotonic()
        if phase == "merging" and now - self._last_report < _REPORT_EVERY_SECONDS:
            return
        self._last_report = now
        self._write(
            "update ops.sync_progress set phase = %s, rows_done = coalesce(%s, rows_done), "
            "rows_expected = coalesce(%s, rows_expected), updated_at = clock_timestamp() "
            'where run = %s and source = %s and "table" = %s',
            [phase, rows_done, rows_expected, self.run, source, table],
        )

    def error(self, source: str, table: str | None, attempt: int, error: BaseException, message: str) -> None:
        """Keeps an error, also one that a retry will overcome."""
        self._write(
            'insert into ops.sync_error_log (run, source, "table", attempt, sqlstate, message, detail) '
            "values (%s, %s, %s, %s, %s, %s, %s)",
            [
                self.run,
                source,
                table,
                attempt,
                getattr(error, "sqlstate", None),
                message,
                f"{type(error).__name__}: {error}",
            ],
        )

    def table(self, outcome: TableOutcome) -> None:
        """Writes a table's line of the log."""
        counts = outcome.counts
        self._write(
            """
            insert into ops.sync_log (
                run, source, "table", mode, started_at, finished_at, status, rows_read, rows_inserted, rows_updated,
                rows_deleted, bytes, duration_ms, watermark_before, watermark_after, source_count, warehouse_count,
                message
            )
            values (
                %s, %s, %s, %s, coalesce(%s, clock_timestamp()), coalesce(%s, clock_timestamp()),
                %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s
            )
            on conflict do nothing
            """,
            [
                self.run,
                outcome.source,
                outcome.table,
                outcome.mode,
                outcome.started_at,
                outcome.finished_at,
                outcome.status,
                counts.read,
                counts.inserted,
                counts.updated,
                counts.deleted,
                counts.bytes,
                outcome.duration_ms,
                outcome.watermark_before,
                outcome.watermark_after,
                outcome.source_count,
                outcome.warehouse_count,
                outcome.message,
            ],
        )
        self.progress(outcome.source, outcome.table, _LAST_PHASE[outcome.status])

    def close(self, status: str, message: str | None, *, changed: bool) -> None:
        """Ends the run; where rows changed, pages drop what they cached."""
        with self.connection.transaction():
            if changed:
                bump_data_version(self.connection)
            self.connection.execute(
                "update ops.sync_run set status = %s, message = %s, finished_at = clock_timestamp() where run = %s",
                [status, message, self.run],
            )

    def _write(self, statement: LiteralString, values: Sequence[Any]) -> None:
        """Writes a line, on a new connection where the old one was lost; twice does no harm."""
        for attempt in tenacity.Retrying(
            retry=tenacity.retry_if_exception(is_transient),
            stop=tenacity.stop_after_attempt(4),
            wait=tenacity.wait_exponential_jitter(multiplier=0.2, max=3),
            reraise=True,
        ):
            with attempt:
                if attempt.retry_state.attempt_number > 1:
                    self.recover()
                self.connection.execute(statement, values)


def bump_data_version(connection: psycopg.Connection) -> None:
    """Tells every cache that what it holds may be old."""
    connection.execute("update ops.data_version set version = version + 1, changed_at = clock_timestamp()")


@dataclass(frozen=True)
class Mark:
    """How far a table had been read before this run."""

    watermark: str | None = None
    loaded: bool = False
    begun_at: datetime | None = None
    """Moment of the oldest snapshot in a first load that is under way; what changed since may still be to come."""


def mark(connection: psycopg.Connection, source: str, table: Table) -> Mark:
    """The table's watermark; none before its first batch."""
    row = connection.execute(
        """
        select
            sync_watermark.watermark,
            coalesce(sync_watermark.loaded, false),
            (
                select min(first_load_chunk.taken_at)
                from ops.first_load_chunk
                where first_load_chunk.source = %(source)s and first_load_chunk."table" = %(table)s
            )
        from (values (%(source)s, %(table)s)) as asked (source, "table")
        left join ops.sync_watermark
            on sync_watermark.source = asked.source and sync_watermark."table" = asked."table"
        """,
        {"source": source, "table": table.name},
    ).fetchone()
    assert row is not None  # noqa: S101  the asked row is always there
    return Mark(*row)


def advance(connection: psycopg.Connection, source: str, table: Table, run: int, watermark: str) -> None:
    """Moves the watermark forward, never back; in the transaction of the rows that it stands for."""
    connection.execute(
        f"""
        insert into ops.sync_watermark as known (source, "table", watermark, run) values (%s, %s, %s, %s)
        on conflict (source, "table") do update set
            watermark = excluded.watermark, run = excluded.run, updated_at = clock_timestamp()
        where known.watermark is null
            or excluded.watermark::{table.cursor_type} > known.watermark::{table.cursor_type}
        """,
        [source, table.name, watermark, run],
    )


def finish_first_load(connection: psycopg.Connection, source: str, table: Table, run: int) -> None:
    """Notes that the whole history has arrived."""
    connection.execute(
        'insert into ops.sync_watermark (source, "table", loaded, run) values (%s, %s, true, %s) '
        'on conflict (source, "table") do update set loaded = true where not sync_watermark.loaded',
        [source, table.name, run],
    )
    connection.execute('delete from ops.first_load_chunk where source = %s and "table" = %s', [source, table.name])


def verified(connection: psycopg.Connection, run: int, found: Mapping[str, Any]) -> None:
    """Writes a table's line of a verification."""
    connection.execute(
        """
        insert into ops.verification (
            run, source, "table", duration_ms, rows_compared, missing, different, surplus, repaired, sample_keys,
            message
        )
        values (
            %(run)s, %(source)s, %(table)s, %(duration_ms)s, %(rows_compared)s, %(missing)s, %(different)s, %(surplus)s,
            %(repaired)s, %(sample_keys)s, %(message)s
        )
        """,
        {"run": run, **found},
    )
