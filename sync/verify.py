"""Compares every row of source and warehouse through checksums, and mends what differs."""

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace

import psycopg
from psycopg import sql

from db.errors import AtalayaError
from db.warehouse import Warehouse
from sync.compare.buckets import Difference, difference
from sync.compare.checksum import count
from sync.compare.keys import KeyList, keys_of
from sync.endpoints.connected import ConnectedSource
from sync.endpoints.session import Session
from sync.endpoints.snapshot import Snapshot, snapshot
from sync.endpoints.table import Table, check_shape, replica
from sync.errors import NotLoadedYet, SyncStopped, explained
from sync.log import changes, records
from sync.log.records import Journal, TableOutcome
from sync.merge import deletions
from sync.merge.comparison import Comparison
from sync.merge.load import Load, fetch
from sync.merge.window import reach
from sync.run.every_source import STOPPED, Request
from sync.run.one_source import Manner
from sync.specifications.specification import SourceSpecification, TableSpecification

SAMPLE_KEYS = 20


@dataclass
class VerifiedTable:
    """How one table compares: rows of the snapshot, rows that differ and how, and how many of them were mended."""

    source: str
    table: str
    rows_compared: int = 0
    missing: int = 0
    different: int = 0
    surplus: int = 0
    repaired: int = 0
    duration_ms: int = 0
    sample_keys: list[str] = field(default_factory=list)
    message: str | None = None

    @property
    def differing(self) -> int:
        """Rows that differ in any way."""
        return self.missing + self.different + self.surplus

    @property
    def is_equal(self) -> bool:
        """Whether both sides hold the same rows by now."""
        return self.message is None and self.differing == self.repaired


@dataclass
class Verification:
    """What came of a verification."""

    run: int
    tables: list[VerifiedTable] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)

    @property
    def status(self) -> str:
        """succeeded: all tables are equal, or were made so; partial: some; failed: none."""
        equal = [table.is_equal for table in self.tables]
        if equal and all(equal) and not self.messages:
            return "succeeded"
        return "partial" if any(equal) else "failed"

    @property
    def message(self) -> str | None:
        """What differs or could not be compared; None when all is equal."""
        told = [*self.messages, *(table.message for table in self.tables if table.message)]
        differing = [f"{table.source} {table.table}" for table in self.tables if table.differing > table.repaired]
        if differing:
            told.append(f"Rows differ in {', '.join(differing)}; `atalaya verify --repair` mends them.")
        return " ".join(dict.fromkeys(told)) or None


def run_verify(
    warehouse: Warehouse, request: Request, *, repair: bool = False, stop: threading.Event | None = None
) -> Verification:
    """Compares the requested sources with the warehouse; with `repair`, makes the warehouse equal.

    Raises AlreadyRunning while a sync runs, WarehouseUnreachable, SyncStopped.
    """
    with Session(warehouse) as session:
        names = [source.specification.name for source in request.sources]
        journal = session.open_journal(request.origin, names, kind="verify", forced=request.forced)
        found = Verification(journal.run)
        status = "interrupted"
        try:
            for source in request.sources:
                _verify(session, source, request.manner, found, repair=repair, stop=stop or threading.Event())
            status = found.status
        finally:
            repaired = any(table.repaired for table in found.tables)
            message = found.message or (STOPPED if status == "interrupted" else None)
            session.close_journal(status, message, changed=repaired)
    return found


def _verify(
    session: Session,
    source: ConnectedSource,
    manner: Manner,
    found: Verification,
    *,
    repair: bool,
    stop: threading.Event,
) -> None:
    assert session.journal is not None  # noqa: S101  run_verify opens it first
    try:
        with (
            session.worker() as worker,
            snapshot(source.specification, source.url) as moment,
            ExitStack() as lists,
        ):
            work = SourceVerification(
                source.specification, moment, worker.connection, session.journal, manner, lists, stop
            )
            try:
                work.run(repair=repair)
            finally:
                found.tables += work.tables.values()
                for table in work.tables.values():
                    records.verified(session.diary, session.journal.run, vars(table))
    except SyncStopped:
        raise
    except (AtalayaError, psycopg.Error) as error:
        found.messages.append(explained(error, source.specification.name))
        session.journal.error(source.specification.name, None, 1, error, found.messages[-1])


@dataclass
class SourceVerification:
    """The verification of one source in one snapshot."""

    source: SourceSpecification
    snapshot: Snapshot
    connection: psycopg.Connection
    journal: Journal
    manner: Manner
    lists: ExitStack
    stop: threading.Event
    tables: dict[str, VerifiedTable] = field(default_factory=dict)

    def run(self, *, repair: bool) -> None:
        """Compares all tables; mends parents first, deletes children first."""
        compared: dict[str, Comparison] = {}
        for specification in self.source.tables:
            self.checkpoint()
            with self._faults_of(specification.name) as verified:
                compared[specification.name] = self._compare(specification, verified, repair=repair)
        if repair:
            self._delete(compared)
            changes.tell(self.connection, self.source)

    def checkpoint(self) -> None:
        if self.stop.is_set():
            raise SyncStopped(STOPPED)

    def _compare(self, specification: TableSpecification, verified: VerifiedTable, *, repair: bool) -> Comparison:
        table = self._table(specification)
        work = self._work(table)
        rows = verified.rows_compared = count(self.snapshot.connection, table.source_identifier)
        with difference(self.connection, self.snapshot, table, rows, "row") as found:
            with self._noted(table, found.missing, verified) as missing:
                verified.missing = len(missing)
                self._fetch(work, missing, verified, repair=repair)
            with self._noted(table, found.different, verified) as different:
                verified.different = len(different)
                self._fetch(work, different, verified, repair=repair)
            surplus = self._surplus(table, found)
            verified.surplus = len(surplus)
            verified.sample_keys += surplus.sample(SAMPLE_KEYS - len(verified.sample_keys))
        return Comparison(work, surplus=surplus or None)

    def _fetch(self, work: Load, keys: KeyList, verified: VerifiedTable, *, repair: bool) -> None:
        if repair and keys:
            before = work.outcome.counts
            fetch(work, keys)
            verified.repaired += work.outcome.counts.changed - before.changed

    def _delete(self, compared: dict[str, Comparison]) -> None:
        broken = [name for name, verified in self.tables.items() if verified.message]
        for name, found in reversed(compared.items()):
            verified = self.tables[name]
            with self._faults_of(name):
                deletions.refuse_if_suspicious(found)
                before = found.work.outcome.counts.deleted
                deletions.follow(found, compared, broken)
                verified.repaired += found.work.outcome.counts.deleted - before

    def _surplus(self, table: Table, found: Difference) -> KeyList:
        return self.lists.enter_context(keys_of(self.connection, table, found.surplus(reach(table, self.snapshot))))

    @contextmanager
    def _noted(self, table: Table, query: sql.Composed, verified: VerifiedTable) -> Iterator[KeyList]:
        with keys_of(self.connection, table, query) as keys:
            verified.sample_keys += keys.sample(SAMPLE_KEYS - len(verified.sample_keys))
            yield keys

    def _table(self, specification: TableSpecification) -> Table:
        table = replica(self.connection, self.source.schema, specification)
        if not records.mark(self.connection, self.source.name, table).loaded:
            raise NotLoadedYet(f"{self.source.name} {table.name} has not been loaded yet; run `atalaya sync` first.")
        check_shape(self.snapshot.connection, table, self.source.setting)
        return replace(
            table, portable=self.snapshot.encoding != self.connection.info.parameter_status("server_encoding")
        )

    def _work(self, table: Table) -> Load:
        outcome = TableOutcome(self.source.name, table.name, table.specification.mode)
        return Load(
            self.source,
            table,
            outcome,
            self.snapshot,
            self.connection,
            self.journal,
            self.manner.full,
            self.manner.forced,
            self.checkpoint,
        )

    @contextmanager
    def _faults_of(self, name: str) -> Iterator[VerifiedTable]:
        verified = self.tables.setdefault(name, VerifiedTable(self.source.name, name))
        began = time.monotonic()
        try:
            with self.snapshot.connection.transaction():
                yield verified
        except SyncStopped:
            raise
        except (AtalayaError, psycopg.Error) as error:
            verified.message = explained(error, self.source.name, name)
            self.journal.error(self.source.name, name, 1, error, verified.message)
        finally:
            verified.duration_ms += round((time.monotonic() - began) * 1000)
