"""Copies one source from one snapshot: parents before children, deletions the other way round, then the counts."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

import psycopg

from db.errors import AtalayaError
from sync import reconcile
from sync.catalogue import Table, replica
from sync.errors import SkippedTable, SyncStopped, explained, is_transient
from sync.load import Load, load
from sync.records import Journal, TableOutcome
from sync.source import Extent, Snapshot
from sync.specifications import SourceSpecification, TableSpecification


@dataclass(frozen=True)
class Loaded:
    """A table whose news has arrived, before production's deletions are followed."""

    work: Load
    outcome: TableOutcome
    extent: Extent
    surplus: list[str]


@dataclass
class SourceCopy:
    """The copy of one source; an attempt that a lost connection ends is followed by another on a new snapshot."""

    source: SourceSpecification
    journal: Journal
    full: bool
    forced: bool
    checkpoint: Callable[[], None]
    attempt: int = 0
    outcomes: dict[str, TableOutcome] = field(default_factory=dict)

    def copy(self, snapshot: Snapshot, connection: psycopg.Connection) -> None:
        """One attempt at all tables; a table that fails does not undo the others.

        Raises SyncStopped, and whatever another attempt may overcome.
        """
        self.attempt += 1
        loaded: list[Loaded] = []
        for specification in self.source.tables:
            outcome = self._begin(specification)
            with self._faults_of(outcome, snapshot):
                table = replica(connection, self.source.schema, specification)
                self._refuse_without_parents(table)
                work = Load(
                    self.source,
                    table,
                    snapshot,
                    connection,
                    self.journal,
                    self.full,
                    self.forced,
                    self.checkpoint,
                )
                loaded.append(_bring_news(work, outcome))
        for done in reversed(loaded):
            with self._faults_of(done.outcome, snapshot):
                _follow_deletions(done)

    def give_up(self, error: Exception) -> str:
        """Marks every table that is not done as failed for this reason; returns the reason in one line."""
        reason = explained(error, self.source.name)
        for specification in self.source.tables:
            outcome = self.outcomes.setdefault(specification.name, self._outcome(specification))
            if outcome.warehouse_count is None and outcome.status == "succeeded":
                outcome.status, outcome.message = "failed", reason
        return reason

    def _begin(self, specification: TableSpecification) -> TableOutcome:
        """A fresh verdict for this attempt; what earlier attempts changed still counts."""
        outcome = self.outcomes.setdefault(specification.name, self._outcome(specification))
        outcome.status, outcome.message, outcome.warehouse_count = "succeeded", None, None
        return outcome

    def _outcome(self, specification: TableSpecification) -> TableOutcome:
        return TableOutcome(self.source.name, specification.name, specification.mode, datetime.now(UTC))

    def _refuse_without_parents(self, table: Table) -> None:
        broken = sorted(
            name for name in table.parents if name in self.outcomes and self.outcomes[name].status != "succeeded"
        )
        if broken:
            raise SkippedTable(f"Skipped, because it depends on {', '.join(broken)}, which could not be loaded.")

    @contextmanager
    def _faults_of(self, outcome: TableOutcome, snapshot: Snapshot) -> Iterator[None]:
        began = time.monotonic()
        try:
            # A savepoint: an error in one table must not spoil the snapshot for the others.
            with snapshot.connection.transaction():
                yield
        except SyncStopped:
            raise
        except (AtalayaError, psycopg.Error) as error:
            if is_transient(error):
                raise
            self._fail(outcome, error)
        finally:
            outcome.duration_ms += round((time.monotonic() - began) * 1000)

    def _fail(self, outcome: TableOutcome, error: Exception) -> None:
        outcome.message = explained(error, self.source.name, outcome.table)
        outcome.status = "skipped" if isinstance(error, SkippedTable) else "failed"
        if outcome.status == "failed":
            self.journal.error(self.source.name, outcome.table, self.attempt, error, outcome.message)
        self.journal.progress(self.source.name, outcome.table, outcome.status)


def _bring_news(work: Load, outcome: TableOutcome) -> Loaded:
    extent = load(work, outcome)
    counts, surplus = reconcile.fetch_missing(work, extent)
    outcome.counts += counts
    return Loaded(work, outcome, extent, surplus)


def _follow_deletions(done: Loaded) -> None:
    outcome = done.outcome
    done.work.report("checking")
    outcome.counts += reconcile.delete_surplus(done.work, done.surplus)
    outcome.warehouse_count = reconcile.comparable_rows(done.work, done.extent)
    if outcome.difference:
        quarantined = reconcile.quarantined_rows(done.work)
        outcome.status = "mismatch"
        outcome.message = (
            f"The warehouse has {outcome.warehouse_count:,} rows, the source {outcome.source_count:,}; "
            f"{quarantined:,} are in quarantine. Mend them in the source, then sync again."
        )
    done.work.report("done" if outcome.status == "succeeded" else "failed")
