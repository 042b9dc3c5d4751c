"""Compares every row of source and warehouse through checksums, then facts with their rows, and mends what differs."""

import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial

import psycopg
from psycopg import sql

from db.domains import Domain
from db.errors import AtalayaError
from db.warehouse import Warehouse
from sync.compare.buckets import Difference, deleted_of, difference
from sync.compare.checksum import count
from sync.compare.facts import compare_facts
from sync.compare.keys import KeyList, keys_of
from sync.endpoints.ambiguity import count_ambiguous
from sync.endpoints.conditions import mirrored
from sync.endpoints.connected import ConnectedSource
from sync.endpoints.session import Session
from sync.endpoints.snapshot import Snapshot, patiently, snapshot
from sync.endpoints.table import Table, check_shape, replica
from sync.errors import STOPPED, AnotherSource, NotLoadedYet, SyncStopped, explained
from sync.log import changes
from sync.log.outcome import TableOutcome
from sync.log.run_log import RunLog
from sync.log.verification import Verification, VerifiedTable
from sync.log.watermark import watermark
from sync.merge import deletions, quarantine
from sync.merge.deletions import Comparison
from sync.merge.guard import guard
from sync.merge.load import Load, ambiguous_quarantined, fetch
from sync.run.request import Request, Task
from sync.specifications.specification import TableSpecification

SAMPLE_KEYS = 20


def run_verify(
    warehouse: Warehouse,
    request: Request,
    *,
    repair: bool = False,
    keep_archived: bool = False,
    stop: threading.Event | None = None,
) -> Verification:
    """Compares the requested sources with the warehouse, and facts with its rows; with `repair`, makes them equal.

    With `keep_archived`, nothing is judged that production may have archived, as in ordinary syncs.

    Raises AlreadyRunning while a sync runs, WarehouseUnreachable, SyncStopped.
    """
    with Session(warehouse) as session:
        log = RunLog.open(session, request.origin, request.names, kind="verify", forced=request.forced)
        verification = Verification(log.run)
        status = "interrupted"
        try:
            for source in request.sources:
                task = Task(request.options, repair, keep_archived, stop or threading.Event())
                _verify(session, log, source, task, verification)
                _verify_facts(session, log, source.specification.domain, verification, task)
            status = verification.status
        finally:
            repaired = any(table.repaired for table in verification.tables)
            message = verification.message or (STOPPED if status == "interrupted" else None)
            log.close(status, message, changed=repaired)
    return verification


def run_verify_facts(
    warehouse: Warehouse, domains: Iterable[Domain], *, repair: bool = False, origin: str = "command line"
) -> Verification:
    """Compares the facts of these domains with the raw rows of the warehouse, and asks no production.

    Raises AlreadyRunning while a sync runs, WarehouseUnreachable.
    """
    with Session(warehouse) as session:
        chosen = tuple(domains)
        log = RunLog.open(session, origin, [domain.source for domain in chosen], kind="verify")
        verification = Verification(log.run)
        status = "interrupted"
        try:
            for domain in chosen:
                _verify_facts(session, log, domain, verification, Task(repair=repair))
            status = verification.status
        finally:
            log.close(status, verification.message, changed=any(table.repaired for table in verification.tables))
    return verification


def _verify_facts(session: Session, log: RunLog, domain: Domain, verification: Verification, task: Task) -> None:
    try:
        with session.worker() as worker:
            compared = compare_facts(worker.connection, domain, repair=task.repair, keep_archived=task.keep_archived)
    except (AtalayaError, psycopg.Error) as error:
        said = f"The facts of {domain.source} could not be compared: {explained(error, domain.source)}"
        verification.messages.append(said)
        log.error(domain.source, None, 1, error, said)
        return
    for fact in compared:
        verified = VerifiedTable(
            domain.source,
            fact.name,
            fact.rows,
            fact.missing,
            fact.different,
            fact.surplus,
            fact.differing if task.repair else 0,
            fact.duration_ms,
            fact.sample_keys,
        )
        verification.tables.append(verified)
        log.verification(vars(verified))


def _verify(session: Session, log: RunLog, source: ConnectedSource, task: Task, verification: Verification) -> None:
    def told(attempt: int, error: BaseException) -> None:
        if task.stop.is_set():
            raise SyncStopped(STOPPED)
        log.error(source.specification.name, None, attempt, error, f"Trying again after: {error}")

    try:
        with (
            session.worker() as worker,
            patiently(partial(snapshot, source.specification, source.url), told) as moment,
            ExitStack() as lists,
        ):
            work = SourceVerification(moment, worker.connection, log, task, lists)
            try:
                work.run()
            finally:
                verification.tables += work.tables.values()
                for table in work.tables.values():
                    log.verification(vars(table))
    except SyncStopped:
        raise
    except (AtalayaError, psycopg.Error) as error:
        name = source.specification.name
        verification.messages.append(explained(error, name))
        log.error(name, None, 1, error, verification.messages[-1])


@dataclass
class SourceVerification:
    """The verification of one source in one snapshot."""

    snapshot: Snapshot
    connection: psycopg.Connection
    log: RunLog
    task: Task
    lists: ExitStack
    tables: dict[str, VerifiedTable] = field(default_factory=dict)

    def run(self) -> None:
        """Compares all tables; mends parents first, deletes children first."""
        loads = self._loads()
        compared: dict[str, Comparison] = {}
        for name, load in loads.items():
            self.checkpoint()
            with self._faults_of(name) as verified:
                compared[name] = self._compare(load, verified)
        if self.task.repair:
            self._delete(compared)
            changes.refresh_facts(self.connection, self.snapshot.source)
        for name, load in loads.items():
            with self._faults_of(name) as verified:
                left = verified.differing - verified.repaired
                verified.quarantined = max(0, min(left, quarantine.count(self.connection, load.table)))

    def _loads(self) -> dict[str, Load]:
        """The tables that can be compared; before anything is mended, whether the source is the right one."""
        loads = {}
        for specification in self.snapshot.source.tables:
            self.checkpoint()
            with self._faults_of(specification.name):
                load = self._load(specification)
                if self.task.repair:
                    there = count(self.snapshot.connection, load.table.source_rows)
                    guard(load, count(self.connection, load.table.identifier), there)
                loads[specification.name] = load
        return loads

    def checkpoint(self) -> None:
        if self.task.stop.is_set():
            raise SyncStopped(STOPPED)

    def _compare(self, load: Load, verified: VerifiedTable) -> Comparison:
        table = load.table
        rows = count(self.snapshot.connection, table.source_rows)
        verified.rows_compared, verified.missing = rows + table.ambiguous_rows, table.ambiguous_rows
        if self.task.repair:
            self.lists.enter_context(ambiguous_quarantined(load))
        with difference(self.connection, self.snapshot, table, rows, "row") as differing:
            with self._sampled(table, differing.missing, verified) as missing:
                verified.missing += len(missing)
                self._fetch(load, missing, verified)
            with self._sampled(table, differing.different, verified) as different:
                verified.different = len(different)
                self._fetch(load, different, verified)
            surplus = self._surplus(table, differing)
            verified.surplus = len(surplus)
            verified.sample_keys += surplus.sample(SAMPLE_KEYS - len(verified.sample_keys))
        return Comparison(load, surplus=surplus or None)

    def _fetch(self, load: Load, keys: KeyList, verified: VerifiedTable) -> None:
        if self.task.repair and keys:
            before = load.outcome.counts
            fetch(load, keys)
            verified.repaired += load.outcome.counts.changed - before.changed

    def _delete(self, compared: dict[str, Comparison]) -> None:
        broken = [name for name, verified in self.tables.items() if verified.message]
        for name, comparison in reversed(compared.items()):
            verified = self.tables[name]
            with self._faults_of(name):
                deletions.refuse_if_suspicious(comparison)
                before = comparison.load.outcome.counts.deleted
                deletions.follow(comparison, compared, broken)
                verified.repaired += comparison.load.outcome.counts.deleted - before

    def _surplus(self, table: Table, differing: Difference) -> KeyList:
        """Rows that production deleted; those that it archived stay, which only the rows between them can tell."""
        mirror = mirrored(table, self.snapshot.taken_at)
        query = differing.surplus(mirror)
        if self.task.keep_archived:
            return self.lists.enter_context(keys_of(self.connection, table, query))
        with keys_of(self.connection, table, differing.surplus(sql.SQL("not {}").format(mirror))) as archived:
            deleted = deleted_of(archived) if archived else None
            if deleted is not None:
                query = sql.SQL("{} union all {}").format(query, deleted)
            return self.lists.enter_context(keys_of(self.connection, table, query))

    @contextmanager
    def _sampled(self, table: Table, query: sql.Composed, verified: VerifiedTable) -> Iterator[KeyList]:
        """Lists the keys that a query finds, and keeps a few of them as a sample."""
        with keys_of(self.connection, table, query) as keys:
            verified.sample_keys += keys.sample(SAMPLE_KEYS - len(verified.sample_keys))
            yield keys

    def _load(self, specification: TableSpecification) -> Load:
        table = replica(self.connection, self.snapshot.source, specification)
        if not watermark(self.connection, table).loaded:
            raise NotLoadedYet(f"{table.source.name} {table.name} has not been loaded yet; run `atalaya sync` first.")
        check_shape(self.snapshot.connection, table)
        portable = self.snapshot.encoding != self.connection.info.parameter_status("server_encoding")
        outcome = TableOutcome(table.source.name, table.name, specification.mode)
        return Load(
            replace(table, portable=portable, ambiguous_rows=count_ambiguous(self.snapshot.connection, table)),
            outcome,
            self.snapshot,
            self.connection,
            self.log,
            self.task.options,
            self.checkpoint,
        )

    @contextmanager
    def _faults_of(self, name: str) -> Iterator[VerifiedTable]:
        source = self.snapshot.source.name
        verified = self.tables.setdefault(name, VerifiedTable(source, name))
        began = time.monotonic()
        try:
            with self.snapshot.connection.transaction():
                yield verified
        except (SyncStopped, AnotherSource):
            raise
        except (AtalayaError, psycopg.Error) as error:
            verified.message = explained(error, source, name)
            self.log.error(source, name, 1, error, verified.message)
        finally:
            verified.duration_ms += round((time.monotonic() - began) * 1000)
