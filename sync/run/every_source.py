"""One sync run: the lock, the sources side by side, and what came of it."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import psycopg
import tenacity
from psycopg import sql

from db.errors import AtalayaError
from db.warehouse import OWNER, Warehouse
from sync.endpoints.connected import ConnectedSource
from sync.endpoints.session import RETRIES, Session, Worker, recover_patiently
from sync.endpoints.snapshot import snapshot
from sync.errors import SyncStopped, explained, is_transient
from sync.log import quality
from sync.log.records import TableOutcome
from sync.merge import commit
from sync.run.one_source import Manner, SourceCopy
from sync.specifications.specification import SourceSpecification

SOURCES_AT_ONCE = 2
STOPPED = "The sync was stopped; what was committed stays, and the next one goes on from there."
_ANALYZE_SHARE = 0.05


@dataclass(frozen=True)
class Request:
    """What a run shall do."""

    sources: tuple[ConnectedSource, ...]
    origin: str = "command line"
    full: bool = False
    forced: bool = False
    repaired_days: int | None = None

    @property
    def manner(self) -> Manner:
        """How every table is treated."""
        return Manner(self.full, self.forced, self.repaired_days)


@dataclass
class Outcome:
    """What came of a run."""

    run: int
    status: str = "running"
    messages: list[str] = field(default_factory=list)
    tables: list[TableOutcome] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        """Whether any row changed."""
        return any(table.counts.changed for table in self.tables)

    @property
    def message(self) -> str | None:
        """What went wrong, None when nothing did."""
        return " ".join(dict.fromkeys(self.messages)) or None


def run_sync(warehouse: Warehouse, request: Request, stop: threading.Event | None = None) -> Outcome:
    """Copies the requested sources; every fault is in the outcome and in `ops`.

    Raises AlreadyRunning when another sync holds the lock, WarehouseUnreachable when there is nowhere to write.
    """
    with Session(warehouse) as session:
        names = [source.specification.name for source in request.sources]
        journal = session.open_journal(request.origin, names, forced=request.forced)
        outcome = Outcome(journal.run)
        for source in request.sources:
            journal.expect(source.specification)
        try:
            _copy_all(session, request, outcome, stop or threading.Event())
            outcome.status = _status(outcome)
        except SyncStopped as stopped:
            outcome.messages.append(str(stopped))
            outcome.status = "interrupted"
        except KeyboardInterrupt:
            outcome.messages.append(STOPPED)
            outcome.status = "interrupted"
            raise
        except Exception as error:
            outcome.messages.append(f"The sync met an error it does not know: {type(error).__name__}: {error}")
            outcome.status = "failed"
            raise
        finally:
            session.close_journal(outcome.status, outcome.message, changed=outcome.changed)
        if outcome.status != "interrupted":
            _report_quality(session, request, outcome)
    return outcome


def _copy_all(session: Session, request: Request, outcome: Outcome, stop: threading.Event) -> None:
    """Some sources at a time: while one builds indexes or facts, another travels."""
    interrupted = threading.Event()

    def checkpoint() -> None:
        if interrupted.is_set() or stop.is_set():
            raise SyncStopped(STOPPED)

    with ThreadPoolExecutor(SOURCES_AT_ONCE, thread_name_prefix="sync") as pool:
        copying = [pool.submit(_copy, session, source, request, checkpoint) for source in request.sources]
        try:
            for copied in copying:
                found = copied.result()
                outcome.tables += found.tables
                outcome.messages += found.messages
        except BaseException:
            interrupted.set()
            raise


@dataclass
class CopiedSource:
    """How a source's tables fared, and what went wrong."""

    tables: list[TableOutcome]
    messages: list[str]


def _copy(session: Session, source: ConnectedSource, request: Request, checkpoint: Callable[[], None]) -> CopiedSource:
    assert session.journal is not None  # noqa: S101  run_sync opens it first
    journal = session.journal
    copy = SourceCopy(source.specification, journal, request.manner, checkpoint, session.open_owner)
    found = CopiedSource([], [])
    with session.worker() as worker:
        try:
            for attempt in _attempts(worker, copy):
                with attempt:
                    copy.attempt = attempt.retry_state.attempt_number
                    source.bring_to_the_present()
                    with snapshot(source.specification, source.url) as moment:
                        copy.copy(moment, worker.connection)
                        _refresh_statistics(session, source, copy)
                        quality.record_drift(worker.connection, moment, source.specification, journal.run)
        except (AtalayaError, psycopg.Error) as error:
            if isinstance(error, SyncStopped):
                raise
            found.messages.append(copy.give_up(error))
            recover_patiently(worker)
            journal.error(source.specification.name, copy.current, copy.attempt, error, found.messages[-1])
        for table in copy.outcomes.values():
            commit.resolve(worker.connection, table)
            journal.table(table)
    found.tables += copy.outcomes.values()
    found.messages += [table.message for table in found.tables if table.message and table.status != "skipped"]
    return found


def _report_quality(session: Session, request: Request, outcome: Outcome) -> None:
    """After the run's end, since it reads every row: nobody waits for it to see the new numbers."""

    def report(source: SourceSpecification) -> None:
        changed = any(table.counts.changed for table in outcome.tables if table.source == source.name)
        try:
            with session.worker() as worker:
                quality.record(worker.connection, source, outcome.run, changed=changed)
        except (AtalayaError, psycopg.Error) as error:
            recover_patiently(session)
            said = f"The data quality report was not made: {explained(error, source.name)}"
            journal.error(source.name, None, 1, error, said)

    assert session.journal is not None  # noqa: S101  the run has just ended
    journal = session.journal
    with ThreadPoolExecutor(SOURCES_AT_ONCE, thread_name_prefix="quality") as pool:
        list(pool.map(report, [source.specification for source in request.sources]))


def _attempts(worker: Worker, copy: SourceCopy) -> tenacity.Retrying:
    def keep_error(state: tenacity.RetryCallState) -> None:
        copy.checkpoint()
        error = state.outcome.exception() if state.outcome else None
        recover_patiently(worker)
        if error is not None:
            said = f"Trying again after: {' '.join(str(error).split())}"
            copy.journal.error(copy.source.name, copy.current, state.attempt_number, error, said)

    return tenacity.Retrying(
        retry=tenacity.retry_if_exception(is_transient),
        stop=tenacity.stop_after_attempt(1 + RETRIES),
        wait=tenacity.wait_exponential_jitter(multiplier=0.5, max=8, jitter=0.5),
        before_sleep=keep_error,
        reraise=True,
    )


def _refresh_statistics(session: Session, source: ConnectedSource, copy: SourceCopy) -> None:
    """Lets the planner know what it deals with, where much has changed."""
    specification = source.specification
    grown = [
        table
        for table in specification.tables
        if table.name not in copy.published
        and copy.outcomes[table.name].counts.changed > _ANALYZE_SHARE * (copy.outcomes[table.name].warehouse_count or 0)
    ]
    if not grown:
        return
    with session.warehouse.connect(OWNER) as owner:
        for table in grown:
            owner.execute(sql.SQL("analyze {}").format(sql.Identifier(specification.schema, table.name)))
        for facts in _facts(owner, specification.derived_schema):
            owner.execute(sql.SQL("analyze {}").format(facts))


def _status(outcome: Outcome) -> str:
    validated = [table.status == "succeeded" for table in outcome.tables]
    if validated and all(validated) and not outcome.messages:
        return "succeeded"
    return "partial" if any(validated) else "failed"


def _facts(connection: psycopg.Connection, schema: str) -> list[sql.Identifier]:
    rows = connection.execute(
        "select relname from pg_class where relnamespace = to_regnamespace(%s) and relkind in ('r', 'm')", [schema]
    ).fetchall()
    return [sql.Identifier(schema, row[0]) for row in rows]
