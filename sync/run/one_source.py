"""Copies one source from one snapshot: news with parents first, deletions with children first, then the verdicts."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import psycopg
from psycopg import sql

from db.errors import AtalayaError
from sync.compare.census import Census, census
from sync.compare.checksum import EVERY_ROW, NO_ROW, Condition, Extent
from sync.endpoints.snapshot import Snapshot, since
from sync.endpoints.table import Table, check_shape, replica
from sync.errors import DeletionsWait, SkippedTable, SyncStopped, explained, is_transient
from sync.first_load.arrivals import bring_first_loads, counts_of
from sync.first_load.parallel_copy import FirstLoad
from sync.first_load.publish import Arrival, publish
from sync.log import changes, records
from sync.log.records import Journal, Mark, Status, TableOutcome
from sync.merge import commit, comparison, deletions, quarantine
from sync.merge.comparison import Comparison
from sync.merge.load import Load, fetch, merge_news, retry_quarantined
from sync.merge.window import last, replace_window
from sync.specifications.specification import SourceSpecification, TableSpecification


@dataclass(frozen=True)
class Manner:
    """How a run treats every table."""

    full: bool = False
    forced: bool = False
    repaired_days: int | None = None
    """So many last days of window and append tables are made equal row by row; None: windows as specified."""


@dataclass
class SourceCopy:
    """The copy of one source; an attempt that a lost connection ends is followed by another on a new snapshot."""

    source: SourceSpecification
    journal: Journal
    manner: Manner
    checkpoint: Callable[[], None]
    open_owner: Callable[[], psycopg.Connection]
    """Makes a connection that may create tables."""
    attempt: int = 0
    outcomes: dict[str, TableOutcome] = field(default_factory=dict)
    current: str | None = None
    """The table that is being worked on."""
    published: set[str] = field(default_factory=set)
    """Tables that were loaded for the first time, statistics included."""

    @property
    def changed(self) -> bool:
        """Whether any row changed."""
        return any(outcome.counts.changed for outcome in self.outcomes.values())

    def copy(self, snapshot: Snapshot, connection: psycopg.Connection) -> None:
        """One attempt at all tables; a table that fails does not undo the others.

        Raises SyncStopped, and whatever another attempt may overcome.
        """
        tables = self._tables(snapshot, connection)
        loaded: dict[str, Comparison] = {}
        asked = [(table, self._news(table, snapshot, connection)) for table in tables.values()]
        with census(snapshot, asked) as counted, ExitStack() as lists:
            hidden = self._bring_first_loads(snapshot, connection, tables)
            for name, table in tables.items():
                outcome = self.outcomes[name]
                if outcome.status != "succeeded":
                    continue
                with self._faults_of(outcome, snapshot):
                    self._refuse_without_parents(table)
                    work = self._work(hidden.get(name, table), outcome, snapshot, connection)
                    loaded[name] = self._load(work, counted, lists)
            self._follow_deletions(loaded)
            for found in loaded.values():
                with self._faults_of(found.work.outcome, snapshot):
                    _judge(found, self._deleted_any())
        self._publish(loaded, hidden)
        changes.tell(connection, self.source)

    def give_up(self, error: Exception) -> str:
        """Marks every table that is not done as failed for this reason; returns the reason in one line."""
        reason = explained(error, self.source.name)
        for specification in self.source.tables:
            outcome = self.outcomes.setdefault(specification.name, self._outcome(specification))
            if outcome.warehouse_count is None and outcome.status == "succeeded":
                outcome.status, outcome.message = "failed", reason
        return reason

    def _tables(self, snapshot: Snapshot, connection: psycopg.Connection) -> dict[str, Table]:
        """The tables whose shape fits, parents first; a fresh verdict for each."""
        portable = snapshot.encoding != connection.info.parameter_status("server_encoding")
        tables = {}
        for specification in self.source.tables:
            outcome = self._begin(specification, connection)
            with self._faults_of(outcome, snapshot):
                table = replica(connection, self.source.schema, specification)
                check_shape(snapshot.connection, table, self.source.setting)
                tables[table.name] = replace(table, portable=portable)
        return tables

    def _bring_first_loads(
        self, snapshot: Snapshot, connection: psycopg.Connection, tables: dict[str, Table]
    ) -> dict[str, Table]:
        work = FirstLoad(snapshot, self.open_owner, self.journal, self.checkpoint)
        try:
            hidden = bring_first_loads(work, connection, list(tables.values()))
        finally:
            self.current = work.stumbled_over
        for name, error in work.failures.items():
            self._fail(self.outcomes[name], error)
        for name, (began, ended) in work.spans.items():
            self.outcomes[name].worked(began, ended)
        return hidden

    def _work(self, table: Table, outcome: TableOutcome, snapshot: Snapshot, connection: psycopg.Connection) -> Load:
        return Load(
            self.source,
            table,
            outcome,
            snapshot,
            connection,
            self.journal,
            self.manner.full,
            self.manner.forced,
            self.checkpoint,
        )

    def _load(self, work: Load, counted: Census, lists: ExitStack) -> Comparison:
        """Brings a table's news by its mode, then what the cursor missed."""
        mark = records.mark(work.connection, work.source.name, work.table)
        if work.outcome.watermark_before is None and work.table.is_published:
            work.outcome.watermark_before = mark.watermark
        work.report("reading", 0)
        before = work.outcome.counts
        here = counted.here(work.connection, work.table)
        there = counted.of(work.table)
        if self._is_behind(work, mark, here, there):
            self._bring_news(work, mark)
        retry_quarantined(work)
        here = counted.again(work.connection, work.table, here, work.outcome.counts, before)
        work.outcome.watermark_after = records.mark(work.connection, work.source.name, work.table).watermark
        work.outcome.source_count = there.rows
        return comparison.compare(work, there, here, before.changed, lists)

    def _is_behind(self, work: Load, mark: Mark, here: Extent, there: Extent) -> bool:
        """Whether there is anything to bring; what has just come whole has nothing more to tell."""
        if not work.table.is_published:
            return mark.begun_at is not None and mark.begun_at < work.snapshot.taken_at
        return not mark.loaded or here.news != there.news

    def _bring_news(self, work: Load, mark: Mark) -> None:
        window = self._window(work.table.specification) if mark.loaded else None
        if window is not None:
            replace_window(work, window)
        if window is None or self.manner.full or work.table.specification.mode == "append":
            merge_news(work, mark.watermark)

    def _news(self, table: Table, snapshot: Snapshot, connection: psycopg.Connection) -> Condition:
        """Which rows may be news: those that the cursor points at, and those of the window."""
        mark = records.mark(connection, self.source.name, table)
        if not mark.loaded:
            return NO_ROW
        if self.manner.full:
            return EVERY_ROW
        window = self._window(table.specification)
        if window is None:
            return since(table, mark.watermark)
        recent = last(table, snapshot, window)
        if table.specification.mode != "append":
            return recent
        return sql.SQL("({} or {})").format(recent, since(table, mark.watermark))

    def _window(self, specification: TableSpecification) -> timedelta | None:
        if self.manner.repaired_days is not None and specification.mode in {"window", "append"}:
            return timedelta(days=self.manner.repaired_days)
        return specification.window

    def _publish(self, loaded: dict[str, Comparison], hidden: dict[str, Table]) -> None:
        arrivals = []
        for name, found in loaded.items():
            work = found.work
            if work.outcome.status in {"failed", "skipped"}:
                continue
            if name in hidden:
                arrivals.append(Arrival(hidden[name], work.outcome, counts_of(found)))
            else:
                records.finish_first_load(work.connection, self.source.name, work.table, self.journal.run)
        if not arrivals:
            return
        # Whoever lost the lock with this connection must not publish any more.
        loaded[arrivals[0].table.name].work.connection.execute("select")
        with self.open_owner() as owner:
            publish(owner, self.source, arrivals, self.journal.run)
        self.published.update(arrival.table.name for arrival in arrivals)

    def _begin(self, specification: TableSpecification, connection: psycopg.Connection) -> TableOutcome:
        """A fresh verdict for this attempt; what earlier attempts changed still counts."""
        outcome = self.outcomes.setdefault(specification.name, self._outcome(specification))
        commit.resolve(connection, outcome)
        outcome.status, outcome.message, outcome.warehouse_count = "succeeded", None, None
        return outcome

    def _outcome(self, specification: TableSpecification) -> TableOutcome:
        return TableOutcome(self.source.name, specification.name, specification.mode)

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
        began = datetime.now(UTC)
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
            outcome.worked(began, datetime.now(UTC))
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
    with quarantine.waiting(*told) as refused:
        if refused and deleted_any:
            # A row that was in the way may have left.
            fetch(work, refused)
    waiting = quarantine.count(*told)
    outcome.warehouse_count = comparison.comparable_rows(found)
    if outcome.status == "succeeded" and (outcome.difference or waiting):
        outcome.status = "mismatch"
        outcome.message = (
            f"{work.table.name}: the warehouse has {outcome.warehouse_count:,} rows, the source "
            f"{outcome.source_count:,}; {waiting:,} are in quarantine (ops.sync_rejects says why). "
            "Mend them in the source, then sync again."
        )
    work.report("done" if outcome.status == "succeeded" else "failed")
