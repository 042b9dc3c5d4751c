"""Compares every row of source and warehouse through checksums, then facts with their rows, and mends what differs."""

import threading
from collections.abc import Iterable
from contextlib import ExitStack
from functools import partial

import psycopg

from db.domains import Domain
from db.errors import AtalayaError
from db.phrase import phrase
from db.warehouse import Warehouse
from sync.compare.facts import compare_facts
from sync.endpoints.connected import ConnectedSource
from sync.endpoints.session import Session
from sync.endpoints.snapshot import patiently, snapshot
from sync.errors import STOPPED, SyncStopped, explained
from sync.log.run_log import RunLog
from sync.log.verification import Verification, VerifiedTable
from sync.run.request import Request, Task
from sync.run.side_by_side import Checkpoint, side_by_side
from sync.run.source_verification import SourceVerification


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
            task = Task(request.options, repair, keep_archived)

            compare = partial(_verify, session, log, task, verification)
            for _ in side_by_side(session, request.sources, compare, stop):
                pass
            status = verification.status
        finally:
            verification.sort(request.names)
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
            task = Task(repair=repair)

            compare = partial(_verify_facts, session, log, task, verification)
            for _ in side_by_side(session, chosen, compare):
                pass
            status = verification.status
        finally:
            verification.sort([domain.source for domain in chosen])
            log.close(status, verification.message, changed=any(table.repaired for table in verification.tables))
    return verification


def _verify_facts(
    session: Session, log: RunLog, task: Task, verification: Verification, domain: Domain, checkpoint: Checkpoint
) -> None:
    checkpoint()
    try:
        with session.worker() as worker:
            compared = compare_facts(worker.connection, domain, repair=task.repair, keep_archived=task.keep_archived)
    except (AtalayaError, psycopg.Error) as error:
        said = phrase(
            "The facts of {source} could not be compared: {said}",
            source=domain.source,
            said=explained(error, domain.source),
        )
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


def _verify(
    session: Session,
    log: RunLog,
    task: Task,
    verification: Verification,
    source: ConnectedSource,
    checkpoint: Checkpoint,
) -> None:
    """Rows first, then the facts that are made of them."""

    def told(attempt: int, error: BaseException) -> None:
        checkpoint()
        log.error(source.specification.name, None, attempt, error, phrase("Trying again after: {said}", said=error))

    try:
        with (
            session.worker() as worker,
            patiently(
                partial(snapshot, source.specification.under_rules(worker.connection), source.url), told
            ) as moment,
            ExitStack() as lists,
        ):
            work = SourceVerification(moment, worker.connection, log, task, checkpoint, lists)
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
    _verify_facts(session, log, task, verification, source.specification.domain, checkpoint)
