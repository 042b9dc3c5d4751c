"""What the steps of one source's copy share: the source and how to treat it, and each table's outcome so far."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

import psycopg

from db.errors import AtalayaError
from db.phrase import phrase
from sync.compare.checksum import Extent
from sync.compare.keys import KeyList
from sync.endpoints.conditions import Condition
from sync.endpoints.session import OpenOwner
from sync.endpoints.snapshot import Snapshot
from sync.endpoints.table import Table
from sync.errors import (
    AnotherSource,
    DeletionsWait,
    SkippedTable,
    SourceFull,
    SyncStopped,
    explained,
    is_transient,
)
from sync.log.outcome import Status, TableOutcome
from sync.log.quality import Finding
from sync.log.run_log import RunLog
from sync.log.watermark import Watermark
from sync.merge import commit
from sync.merge.load import CopyOptions, Load
from sync.specifications.specification import SourceSpecification, TableSpecification

_STATUS_AFTER: dict[type[Exception], Status] = {SkippedTable: "skipped", DeletionsWait: "mismatch"}


@dataclass(frozen=True)
class Plan:
    """What one attempt copies."""

    tables: dict[str, Table]
    """The tables whose shape fits, parents first."""
    news: dict[str, Condition]
    """Which of their rows may be news."""
    known: dict[str, Watermark]
    """How far each table of the source had been read."""
    rejected: dict[str, int]
    """How many rows of a table waited in quarantine, where any did."""


@dataclass(frozen=True)
class Brought:
    """One table once its news are merged: rows of both sides."""

    load: Load
    source: Extent
    warehouse: Extent
    changed_before: int
    """Rows that earlier attempts had changed."""
    ambiguous: KeyList | None = None
    """Keys that several rows of the source have; None where there are none."""


@dataclass
class SourceCopy:
    """The copy of one source; an attempt that a lost connection ends is followed by another on a new snapshot."""

    source: SourceSpecification
    log: RunLog
    options: CopyOptions
    checkpoint: Callable[[], None]
    open_owner: OpenOwner
    """Makes a connection that may create tables."""
    attempt: int = 0
    outcomes: dict[str, TableOutcome] = field(default_factory=dict)
    current: str | None = None
    """The table that is being worked on."""
    facts_changed: bool = False
    """Whether the domain's facts followed a change."""
    compares_every_row: bool = False
    """Whether no cursor can be trusted: a newest row is older than one that was copied, or another source is forced."""
    drift: list[Finding] = field(default_factory=list)
    """What the source has and nobody copies."""
    published: set[str] = field(default_factory=set)
    """Tables that were loaded for the first time, statistics included."""
    _told_to_wait: bool = False

    @property
    def broken(self) -> list[str]:
        """Tables that could not be brought up to date."""
        return [name for name, outcome in self.outcomes.items() if outcome.status != "succeeded"]

    @property
    def deleted_any(self) -> bool:
        return any(outcome.counts.deleted for outcome in self.outcomes.values())

    def begin(self, specification: TableSpecification, connection: psycopg.Connection) -> TableOutcome:
        """A fresh verdict for this attempt; what earlier attempts changed still counts."""
        outcome = self._outcome(specification)
        commit.resolve(connection, outcome)
        outcome.status, outcome.message, outcome.note, outcome.warehouse_count = "succeeded", None, None, None
        return outcome

    def load(self, table: Table, snapshot: Snapshot, connection: psycopg.Connection) -> Load:
        """What loading a table takes."""
        outcome = self.outcomes[table.name]
        return Load(table, outcome, snapshot, connection, self.log, self.options, self.checkpoint)

    def wait(self, full: SourceFull) -> None:
        """Says what the source waits for, once; called while it waits. Raises SyncStopped."""
        self.checkpoint()
        if not self._told_to_wait:
            self._told_to_wait = True
            waiting = phrase("Waiting until another source of this sync is done.")
            self.log.error(self.source.name, None, self.attempt, full, f"{full} {waiting}")

    def give_up(self, error: Exception) -> str:
        """Marks every table that is not done as failed for this reason; returns the reason in one line."""
        reason = explained(error, self.source.name)
        for specification in self.source.tables:
            outcome = self._outcome(specification)
            if outcome.warehouse_count is None and outcome.status == "succeeded":
                outcome.status, outcome.message = "failed", reason
        return reason

    @contextmanager
    def faults_of(self, outcome: TableOutcome, snapshot: Snapshot) -> Iterator[None]:
        """Work on one table: a fault ends it and not the others.

        Raises SyncStopped, and whatever another attempt may overcome.
        """
        began = datetime.now(UTC)
        self.current = outcome.table
        try:
            with snapshot.kept():
                yield
        except (SyncStopped, AnotherSource):
            raise
        except (AtalayaError, psycopg.Error) as error:
            if is_transient(error):
                raise
            self.fail(outcome, error)
        finally:
            outcome.worked(began, datetime.now(UTC))
        self.current = None

    def fail(self, outcome: TableOutcome, error: Exception) -> None:
        """Writes down why a table could not be brought up to date."""
        outcome.message = explained(error, outcome.source, outcome.table)
        outcome.status = _STATUS_AFTER.get(type(error), "failed")
        if outcome.status == "failed":
            self.log.error(outcome.source, outcome.table, self.attempt, error, outcome.message)
        self.log.progress(outcome, "skipped" if outcome.status == "skipped" else "failed")

    def _outcome(self, specification: TableSpecification) -> TableOutcome:
        outcome = TableOutcome(self.source.name, specification.name, specification.mode)
        return self.outcomes.setdefault(specification.name, outcome)
