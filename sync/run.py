"""One sync run: the lock, the sources one after the other, and what came of it."""

import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType

import psycopg
import tenacity
from psycopg import sql

from db.errors import AtalayaError, WarehouseUnreachable
from db.warehouse import OWNER, SYNC, Warehouse
from sync import commit, quality
from sync.connected import ConnectedSource
from sync.copy_source import Manner, SourceCopy
from sync.errors import AlreadyRunning, SyncStopped, is_transient
from sync.progress import LOCK
from sync.records import Journal, TableOutcome
from sync.source import snapshot

RETRIES = 3
STOPPED = "The sync was stopped; what was committed stays, and the next one goes on from there."
_LOCK_PATIENCE_SECONDS = 10.0
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
        journal = session.journal = Journal.open(session.diary, request.origin, names, forced=request.forced)
        outcome = Outcome(journal.run)
        for source in request.sources:
            journal.expect(source.specification)
        try:
            for source in request.sources:
                _copy(session, source, request, outcome, stop or threading.Event())
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
            session.recover()
            journal.close(outcome.status, outcome.message, changed=outcome.changed)
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
        # A server frees the lock of a closed session in its own time; the next run shall not wait for that.
        with suppress(psycopg.Error):
            self.work.execute("select pg_advisory_unlock_all()")
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
        self.work.execute(
            "set jit = off; set lock_timeout = '60s'; set statement_timeout = 0; "
            "set idle_in_transaction_session_timeout = 0"
        )
        try:
            self.diary = self.warehouse.connect(SYNC)
            # What a run tells about itself need not survive a power cut that its data would not notice.
            self.diary.execute("set synchronous_commit = off")
        except WarehouseUnreachable:
            self.work.close()
            raise

    def open_owner(self) -> psycopg.Connection:
        """Another connection, that may create tables."""
        return self.warehouse.connect(OWNER)

    def _lock(self) -> bool:
        row = self.work.execute("select pg_try_advisory_lock(hashtextextended(%s, 0))", [LOCK]).fetchone()
        return row == (True,)


def _copy(session: Session, source: ConnectedSource, request: Request, outcome: Outcome, stop: threading.Event) -> None:
    assert session.journal is not None  # noqa: S101  run_sync opens it first
    journal = session.journal

    def checkpoint() -> None:
        if stop.is_set():
            raise SyncStopped(STOPPED)

    copy = SourceCopy(source.specification, journal, request.manner, checkpoint, session.open_owner)
    try:
        for attempt in _attempts(session, copy):
            with attempt:
                copy.attempt = attempt.retry_state.attempt_number
                source.bring_to_the_present()
                with snapshot(source.specification, source.url) as moment:
                    copy.copy(moment, session.work)
                    _refresh_statistics(session, source, copy)
                    quality.record(session.work, moment, source.specification, journal.run, changed=copy.changed)
    except (AtalayaError, psycopg.Error) as error:
        if isinstance(error, SyncStopped):
            raise
        outcome.messages.append(copy.give_up(error))
        _recover_patiently(session)
        journal.error(source.specification.name, copy.current, copy.attempt, error, outcome.messages[-1])
    finally:
        tables = list(copy.outcomes.values())
        outcome.tables += tables
    for table in tables:
        commit.resolve(session.work, table)
        journal.table(table)
    outcome.messages += [table.message for table in tables if table.message and table.status != "skipped"]


def _attempts(session: Session, copy: SourceCopy) -> tenacity.Retrying:
    def keep_error(state: tenacity.RetryCallState) -> None:
        error = state.outcome.exception() if state.outcome else None
        _recover_patiently(session)
        if error is not None and session.journal:
            said = f"Trying again after: {' '.join(str(error).split())}"
            session.journal.error(copy.source.name, copy.current, state.attempt_number, error, said)

    return tenacity.Retrying(
        retry=tenacity.retry_if_exception(is_transient),
        stop=tenacity.stop_after_attempt(1 + RETRIES),
        wait=tenacity.wait_exponential_jitter(multiplier=0.5, max=8, jitter=0.5),
        before_sleep=keep_error,
        reraise=True,
    )


def _recover_patiently(session: Session) -> None:
    """A warehouse that restarts needs a moment of its own."""
    for attempt in tenacity.Retrying(
        retry=tenacity.retry_if_exception_type(WarehouseUnreachable),
        stop=tenacity.stop_after_delay(30),
        wait=tenacity.wait_exponential_jitter(multiplier=0.2, max=3),
        reraise=True,
    ):
        with attempt:
            session.recover()


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


def _alive(connection: psycopg.Connection) -> bool:
    try:
        connection.execute("select")
    except psycopg.Error:
        return False
    return True


def _facts(connection: psycopg.Connection, schema: str) -> list[sql.Identifier]:
    rows = connection.execute(
        "select relname from pg_class where relnamespace = to_regnamespace(%s) and relkind in ('r', 'm')", [schema]
    ).fetchall()
    return [sql.Identifier(schema, row[0]) for row in rows]
