"""What a run writes into `ops` about itself, on a connection of its own so that everybody sees it at once."""

import time
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Literal, LiteralString

import psycopg
import tenacity
from psycopg import sql

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
        connection.execute(_SQL["interrupt_dead_runs"])
        row = connection.execute(
            "insert into ops.sync_run (kind, origin, sources, forced) values (%s, %s, %s, %s) returning run",
            [kind, origin, sources, forced],
        ).fetchone()
        assert row is not None  # noqa: S101  insert … returning has one row
        connection.execute("delete from ops.sync_progress where run <> %s", [row[0]])
        return cls(session, row[0])

    def expect(self, source: SourceSpecification) -> None:
        """Announces a source's tables, so that their progress bars stand there from the start."""
        for position, table in enumerate(source.tables):
            self._write(
                'insert into ops.sync_progress (run, source, "table", position, phase) '
                "values (%(run)s, %(source)s, %(table)s, %(position)s, 'waiting') on conflict do nothing",
                {"source": source.name, "table": table.name, "position": position},
            )

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

    def table(self, outcome: TableOutcome) -> None:
        """Writes a table's line of the log."""
        self._write(_SQL["log_table"], {**vars(outcome), **asdict(outcome.counts), "message": outcome.said})
        self.progress(outcome, _LAST_PHASE[outcome.status])

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

    def _write(self, statement: sql.SQL | LiteralString, values: Mapping[str, Any]) -> None:
        """Writes a line, on a new connection where the old one was lost; twice does no harm."""
        for attempt in _retrying():
            with attempt:
                if attempt.retry_state.attempt_number > 1:
                    recover_patiently(self.session)
                self.session.connection.execute(statement, {"run": self.run, **values})


def bump_data_version(connection: psycopg.Connection) -> None:
    """Makes every cache drop what it holds."""
    connection.execute("update ops.data_version set version = version + 1, changed_at = clock_timestamp()")


def _retrying() -> tenacity.Retrying:
    return tenacity.Retrying(
        retry=tenacity.retry_if_exception(is_transient),
        stop=tenacity.stop_after_attempt(1 + RETRIES),
        wait=tenacity.wait_exponential_jitter(multiplier=0.2, max=3),
        reraise=True,
    )
