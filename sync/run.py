"""One sync run: the lock, the sources one after the other, and what came of it."""

import threading
import time
from dataclasses import dataclass, field
from types import TracebackType

import psycopg
import tenacity

from db.errors import AtalayaError, WarehouseUnreachable
from db.warehouse import OWNER, SYNC, Warehouse
from sync import quality
from sync.catalogue import replica
from sync.connected import ConnectedSource
from sync.copy_source import SourceCopy
from sync.errors import AlreadyRunning, SyncStopped, is_transient
from sync.records import Journal, TableOutcome
from sync.source import snapshot

RETRIES = 3
_LOCK_PATIENCE_SECONDS = 10.0
_ANALYZE_SHARE = 0.05


@dataclass(frozen=True)
class Request:
    """What a run shall do."""

    sources: tuple[ConnectedSource, ...]
    origin: str = "command line"
    full: bool = False
    forced: bool = False


@dataclass
class Outcome:
    """What came of a run."""

    run: int
    status: str = "running"
    messages: list[str] = field(default_factory=list)
    tables: list[TableOutcome] = field(default_factory=list)

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
        journal = session.journal = Journal.open(session.diary, request.origin, names, request.forced)
        outcome = Outcome(journal.run)
        for source in request.sources:
            journal.expect(source.specification)
        try:
            for source in request.sources:
                outcome.tables += _copy(session, source, request, outcome.messages, stop or threading.Event())
            outcome.status = _status(outcome.tables)
        except SyncStopped as stopped:
            outcome.messages.append(str(stopped))
            outcome.status = "interrupted"
        except Exception as error:
            outcome.messages.append(f"The sync met an error it does not know: {type(error).__name__}: {error}")
            outcome.status = "failed"
            raise
        finally:
            session.recover()
            journal.close(outcome.status, outcome.message)
    return outcome


class Session:
    """The run's two warehouse connections: `work` writes data and holds the lock, `diary` tells everybody."""

    work: psycopg.Connection
    diary: psycopg.Connection
    journal: Journal | None = None

    def __init__(self, warehouse: Warehouse) -> None:
        self.warehouse = warehouse

    def __enter__(self) -> "Session":
        self._connect(patience=0.0)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.work.close()
        self.diary.close()

    def recover(self) -> None:
        """Connects again where a connection was lost.

        Raises AlreadyRunning when another sync took the lock meanwhile.
        """
        if _alive(self.work) and _alive(self.diary):
            return
        self.work.close()
        self.diary.close()
        self._connect(patience=_LOCK_PATIENCE_SECONDS)
        if self.journal:
            self.journal.connection = self.diary

    def _connect(self, patience: float) -> None:
        self.work = self.warehouse.connect(SYNC)
        # The lock belongs to the session that writes: whoever loses one loses the other.
        deadline = time.monotonic() + patience
        while not self._lock():
            if time.monotonic() >= deadline:
                self.work.close()
                raise AlreadyRunning("Another sync is running; wait for it to end.")
            time.sleep(0.2)
        self.work.execute("set jit = off; set lock_timeout = '60s'")
        self.diary = self.warehouse.connect(SYNC)

    def _lock(self) -> bool:
        row = self.work.execute("select pg_try_advisory_lock(hashtextextended('atalaya sync', 0))").fetchone()
        return bool(row and row[0])


def _copy(
    session: Session, source: ConnectedSource, request: Request, messages: list[str], stop: threading.Event
) -> list[TableOutcome]:
    assert session.journal is not None  # noqa: S101  run_sync opens it first
    journal = session.journal

    def checkpoint() -> None:
        if stop.is_set():
            raise SyncStopped("The sync was stopped; what was committed stays, and the next one goes on from there.")

    copy = SourceCopy(source.specification, journal, request.full, request.forced, checkpoint)
    try:
        for attempt in _attempts(session, copy):
            with attempt:
                source.bring_to_the_present()
                with snapshot(source.specification, source.url) as moment:
                    copy.copy(moment, session.work)
        _settle(session, source, copy)
    except SyncStopped:
        raise
    except (AtalayaError, psycopg.Error) as error:
        messages.append(copy.give_up(error))
        session.recover()
        journal.error(source.specification.name, None, copy.attempt, error, messages[-1])
    outcomes = list(copy.outcomes.values())
    for outcome in outcomes:
        journal.table(outcome)
    messages += [outcome.message for outcome in outcomes if outcome.message and outcome.status != "skipped"]
    return outcomes


def _attempts(session: Session, copy: SourceCopy) -> tenacity.Retrying:
    def before_next(state: tenacity.RetryCallState) -> None:
        error = state.outcome.exception() if state.outcome else None
        _recover_patiently(session)
        if error is not None and session.journal:
            session.journal.error(
                copy.source.name,
                None,
                state.attempt_number,
                error,
                f"Trying again after: {' '.join(str(error).split())}",
            )

    return tenacity.Retrying(
        retry=tenacity.retry_if_exception(is_transient),
        stop=tenacity.stop_after_attempt(1 + RETRIES),
        wait=tenacity.wait_exponential_jitter(initial=0.5, max=8, jitter=0.5),
        before=lambda state: before_next(state) if state.attempt_number > 1 else None,
        reraise=True,
    )


def _recover_patiently(session: Session) -> None:
    """A warehouse that restarts needs a moment of its own."""
    for attempt in tenacity.Retrying(
        retry=tenacity.retry_if_exception_type(WarehouseUnreachable),
        stop=tenacity.stop_after_delay(30),
        wait=tenacity.wait_exponential_jitter(initial=0.2, max=3),
        reraise=True,
    ):
        with attempt:
            session.recover()


def _settle(session: Session, source: ConnectedSource, copy: SourceCopy) -> None:
    """After the data: statistics for the planner where much changed, and the quality report."""
    specification = source.specification
    with session.warehouse.connect(OWNER) as owner:
        many = False
        for table in specification.tables:
            outcome = copy.outcomes[table.name]
            if outcome.counts.changed > _ANALYZE_SHARE * (outcome.warehouse_count or 0):
                many = True
                identifier = replica(owner, specification.schema, table).identifier
                owner.execute(b"analyze " + identifier.as_bytes(owner))
        for facts in specification.facts if many else ():
            owner.execute(f"analyze {facts}")
    quality.record(session.work, specification, copy.journal.run)


def _status(tables: list[TableOutcome]) -> str:
    validated = [table.status == "succeeded" for table in tables]
    if validated and all(validated):
        return "succeeded"
    return "partial" if any(validated) else "failed"


def _alive(connection: psycopg.Connection) -> bool:
    try:
        connection.execute("select")
    except psycopg.Error:
        return False
    return True
