"""Copies one source from one snapshot: news with parents first, deletions with children first, then the verdicts."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

import psycopg

from db.errors import AtalayaError
from sync import commit, deletions, quarantine, reconcile
from sync.catalogue import Table, replica
from sync.errors import DeletionsWait, SkippedTable, SyncStopped, explained, is_transient
from sync.load import Load, fetch, load
from sync.reconcile import Comparison
from sync.records import Journal, Status, TableOutcome
from sync.source import Snapshot
from sync.specifications import SourceSpecification, TableSpecification


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
    current: str | None = None
    """The table that is being worked on."""

    def copy(self, snapshot: Snapshot, connection: psycopg.Connection) -> None:
        """One attempt at all tables; a table that fails does not undo the others.

        Raises SyncStopped, and whatever another attempt may overcome.
        """
        loaded: dict[str, Comparison] = {}
        for specification in self.source.tables:
            outcome = self._begin(specification, connection)
            with self._faults_of(outcome, snapshot):
                table = replica(connection, self.source.schema, specification)
                self._refuse_without_parents(table)
                work = self._load(table, outcome, snapshot, connection)
                loaded[table.name] = reconcile.compare(work, load(work))
        self._follow_deletions(loaded)
        for found in loaded.values():
            with self._faults_of(found.work.outcome, snapshot):
                _judge(found, self._deleted_any())

    def give_up(self, error: Exception) -> str:
        """Marks every table that is not done as failed for this reason; returns the reason in one line."""
        reason = explained(error, self.source.name)
        for specification in self.source.tables:
            outcome = self.outcomes.setdefault(specification.name, self._outcome(specification))
            if outcome.warehouse_count is None and outcome.status == "succeeded":
                outcome.status, outcome.message = "failed", reason
        return reason

    def _load(self, table: Table, outcome: TableOutcome, snapshot: Snapshot, connection: psycopg.Connection) -> Load:
        return Load(
            self.source, table, outcome, snapshot, connection, self.journal, self.full, self.forced, self.checkpoint
        )

    def _begin(self, specification: TableSpecification, connection: psycopg.Connection) -> TableOutcome:
        """A fresh verdict for this attempt; what earlier attempts changed still counts."""
        outcome = self.outcomes.setdefault(specification.name, self._outcome(specification))
        commit.resolve(connection, outcome)
        outcome.status, outcome.message, outcome.warehouse_count = "succeeded", None, None
        return outcome

    def _outcome(self, specification: TableSpecification) -> TableOutcome:
        return TableOutcome(self.source.name, specification.name, specification.mode, datetime.now(UTC))

    def _refuse_without_parents(self, table: Table) -> None:
        parents = {parent.table for parent in table.parents}
        broken = sorted(name for name in parents if name in self.outcomes and self.outcomes[name].status != "succeeded")
        if broken:
            raise SkippedTable(f"Skipped, because it depends on {', '.join(broken)}, which could not be loaded.")

    def _follow_deletions(self, loaded: dict[str, Comparison]) -> None:
        for found in loaded.values():
            with self._faults_of(found.work.outcome, found.work.snapshot):
                deletions.refuse_if_suspicious(found)
        broken = [name for name, outcome in self.outcomes.items() if outcome.status != "succeeded"]
        for found in reversed(loaded.values()):
            if found.name not in broken:
                with self._faults_of(found.work.outcome, found.work.snapshot):
                    deletions.follow(found, loaded, broken)

    def _deleted_any(self) -> bool:
        return any(outcome.counts.deleted for outcome in self.outcomes.values())

    @contextmanager
    def _faults_of(self, outcome: TableOutcome, snapshot: Snapshot) -> Iterator[None]:
        began = time.monotonic()
        self.current = outcome.table
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
        self.current = None

    def _fail(self, outcome: TableOutcome, error: Exception) -> None:
        outcome.message = explained(error, self.source.name, outcome.table)
        outcome.status = _STATUS_AFTER.get(type(error), "failed")
        if outcome.status == "failed":
            self.journal.error(self.source.name, outcome.table, self.attempt, error, outcome.message)
        self.journal.progress(self.source.name, outcome.table, "skipped" if outcome.status == "skipped" else "failed")


_STATUS_AFTER: dict[type[Exception], Status] = {SkippedTable: "skipped", DeletionsWait: "mismatch"}


def _judge(found: Comparison, deleted_any: bool) -> None:
    """The table's verdict: whether both sides hold the same rows."""
    work, outcome = found.work, found.work.outcome
    told = work.connection, work.table, work.source.name
    refused = quarantine.waiting(*told)
    if refused and deleted_any:
        # A row that was in the way may have left.
        fetch(work, refused)
        refused = quarantine.waiting(*told)
    outcome.warehouse_count = reconcile.comparable_rows(found)
    if outcome.status == "succeeded" and (outcome.difference or refused):
        outcome.status = "mismatch"
        outcome.message = (
            f"{work.table.name}: the warehouse has {outcome.warehouse_count:,} rows, the source "
            f"{outcome.source_count:,}; {len(refused):,} are in quarantine (ops.sync_rejects says why). "
            "Mend them in the source, then sync again."
        )
    work.report("done" if outcome.status == "succeeded" else "failed")
