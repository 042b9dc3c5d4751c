"""What a run writes into `ops` about itself, on a connection of its own so that everybody sees it at once."""

import time
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, LiteralString

import psycopg
import tenacity
from psycopg import sql
from psycopg.types.json import Jsonb

from db.phrase import phrase
from db.statements import statements_beside
from sync.endpoints.session import RETRIES, Session, recover_patiently
from sync.errors import is_transient
from sync.log.outcome import Status, TableOutcome
from sync.specifications.specification import SourceSpecification

Kind = Literal["sync", "verify", "restore"]
Phase = Literal["waiting", "reading", "merging", "indexing", "checking", "done", "failed", "skipped"]

_SQL = statements_beside(__file__)
_REPORT_EVERY_SECONDS = 0.25
_LAST_PHASE: dict[Status, Phase] = {
    "succeeded": "done",
    "mismatch": "failed",
    "failed": "failed",
    "skipped": "skipped",
}


class RunLog:
    """The log of one run."""

    def __init__(self, session: Session, run: int) -> None:
        self.session, self.run = session, run
        self._last_report = 0.0

    @classmethod
    def open(
        cls, session: Session, origin: str, sources: list[str], *, kind: Kind = "sync", forced: bool = False
    ) -> "RunLog":
        """Begins a run. The session holds the lock, so a run that still says `running` has died."""
        connection = session.connection
        dead = connection.execute(
            _SQL["interrupt_dead_runs"], [phrase("The process ended before the sync did; what was committed stays.")]
        ).fetchall()
        if dead:
            keep_totals(connection, *(run for (run,) in dead))
        row = connection.execute(
            "insert into ops.sync_run (kind, origin, sources, forced) values (%s, %s, %s, %s) returning run",
            [kind, origin, sources, forced],
        ).fetchone()
        assert row is not None  # noqa: S101  insert … returning has one row
        expected = sources if kind == "sync" else []
        connection.execute("delete from ops.sync_progress where source <> all(%s)", [expected])
        return cls(session, row[0])

    def expect(self, source: SourceSpecification) -> None:
        """Announces a source's tables, so that their progress bars stand there from the start."""
        self._write(_SQL["expect_tables"], {"source": source.name, "tables": [table.name for table in source.tables]})

    def progress(
        self, outcome: TableOutcome, phase: Phase, rows_done: int | None = None, rows_expected: int | None = None
    ) -> None:
        """Reports how far a table is; batches are reported a few times a second at most."""
        now = time.monotonic()
        if phase == "merging" and now - self._last_report < _REPORT_EVERY_SECONDS:
            return
        self._last_report = now
        figures = {"phase": phase, "rows_done": rows_done, "rows_expected": rows_expected}
        self._write(_SQL["log_progress"], {"source": outcome.source, "table": outcome.table, **figures})

    def error(self, source: str, table: str | None, attempt: int, error: BaseException, message: str) -> None:
        """Keeps an error, also one that a retry will overcome."""
        self._write(
            _SQL["log_error"],
            {
                "source": source,
                "table": table,
                "attempt": attempt,
                "sqlstate": getattr(error, "sqlstate", None),
                "message": message,
                "detail": f"{type(error).__name__}: {error}",
            },
        )

    def tables(self, outcomes: Iterable[TableOutcome]) -> None:
        """Writes the lines of one source's tables, all at once; what its last run said already is referred to."""
        told = list(outcomes)
        if not told:
            return
        self._write(
            _SQL["log_tables"], {"source": told[0].source, "tables": Jsonb([_line(outcome) for outcome in told])}
        )
        self.verdicts(told)

    def verdicts(self, outcomes: Sequence[TableOutcome]) -> None:
        """Reports how tables of one source ended, all at once."""
        figures = {
            "source": outcomes[0].source if outcomes else None,
            "tables": [outcome.table for outcome in outcomes],
            "phases": [_LAST_PHASE[outcome.status] for outcome in outcomes],
        }
        self._write(_SQL["log_verdicts"], figures)

    def verification(self, figures: Mapping[str, Any]) -> None:
        """Writes a table's line of a verification."""
        self.session.connection.execute(_SQL["log_verification"], {"run": self.run, **figures})

    def close(self, status: str, message: str | None, *, changed: bool) -> None:
        """Writes the run's end down, on a new connection where the old one was lost; twice does no harm.

        Where rows changed, pages drop what they cached.
        """
        for attempt in _retrying():
            with attempt:
                recover_patiently(self.session)
                self._close(status, message, changed=changed)

    def _close(self, status: str, message: str | None, *, changed: bool) -> None:
        connection = self.session.connection
        with connection.transaction():
            if changed:
                bump_data_version(connection)
            connection.execute(
                "update ops.sync_run set status = %s, message = %s, finished_at = clock_timestamp() where run = %s",
                [status, message, self.run],
            )
            keep_totals(connection, self.run)

    def _write(self, statement: sql.SQL | LiteralString, values: Mapping[str, Any]) -> None:
        """Writes a line, on a new connection where the old one was lost; twice does no harm."""
        for attempt in _retrying():
            with attempt:
                if attempt.retry_state.attempt_number > 1:
                    recover_patiently(self.session)
                self.session.connection.execute(statement, {"run": self.run, **values})


def keep_totals(connection: psycopg.Connection, *runs: int) -> None:
    """Adds up what runs did while their details are there: the totals stay when these are removed."""
    connection.execute(_SQL["keep_totals"], [list(runs)])


def bump_data_version(connection: psycopg.Connection) -> None:
    """Makes every cache drop what it holds."""
    connection.execute("update ops.data_version set version = version + 1, changed_at = clock_timestamp()")


def _line(outcome: TableOutcome) -> dict[str, Any]:
    """What the log keeps of a table, as JSON can hold it."""
    counts = outcome.counts
    return {
        "table": outcome.table,
        "mode": outcome.mode,
        "started_at": outcome.started_at and outcome.started_at.isoformat(),
        "finished_at": outcome.finished_at and outcome.finished_at.isoformat(),
        "duration_ms": outcome.duration_ms,
        "status": outcome.status,
        "rows_read": counts.read,
        "rows_inserted": counts.inserted,
        "rows_updated": counts.updated,
        "rows_deleted": counts.deleted,
        "bytes": counts.bytes,
        "watermark_before": outcome.watermark_before,
        "watermark_after": outcome.watermark_after,
        "source_count": outcome.source_count,
        "warehouse_count": outcome.warehouse_count,
        "message": outcome.said,
    }


def _retrying() -> tenacity.Retrying:
    return tenacity.Retrying(
        retry=tenacity.retry_if_exception(is_transient),
        stop=tenacity.stop_after_attempt(1 + RETRIES),
        wait=tenacity.wait_exponential_jitter(multiplier=0.2, max=3),
        reraise=True,
    )
