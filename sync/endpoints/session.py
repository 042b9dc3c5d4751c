"""The warehouse's end: one run at a time, whichever process, with a connection for each source that it copies."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from types import TracebackType
from typing import LiteralString, Protocol

import psycopg
import tenacity

from db.errors import WarehouseBusy
from db.phrase import phrase
from db.warehouse import BUSY_SECONDS, OWNER, SYNC, SYNC_LOCK, Warehouse
from sync.errors import AlreadyRunning, is_transient

LOCK = SYNC_LOCK
"""Held by the one run that is going on."""


class OpenOwner(Protocol):
    """Makes a connection that may create tables; a busy warehouse is asked again for that long."""

    def __call__(self, patience: float = ...) -> psycopg.Connection: ...


RETRIES = 3
"""How often what passes is tried again."""

_PATIENCE_SECONDS = 10.0
_WORK = "atalaya sync work"
"""Name of the advisory lock that writing connections share: a new run waits until those of a dead one are gone."""


class Session:
    """One run's connections. Its own holds the lock that makes it the only run, and writes its log."""

    connection: psycopg.Connection

    def __init__(self, warehouse: Warehouse) -> None:
        self.warehouse = warehouse
        self._recovering = threading.Lock()
        self._resting: list[Worker] = []

    def __enter__(self) -> "Session":
        self._connect(patience=0.0)
        try:
            self._wait_for_dead_runs()
        except AlreadyRunning:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        while self._resting:
            self._resting.pop().close()
        _close(self.connection)

    @contextmanager
    def worker(self) -> Iterator["Worker"]:
        """A connection that writes rows: one that rests, or another; afterwards it rests until the next asks."""
        try:
            worker = self._resting.pop()
        except IndexError:
            worker = Worker(self)
        try:
            worker.begin()
            yield worker
        finally:
            self._resting.append(worker)

    def recover(self) -> None:
        """Connects again where the connection was lost.

        Raises AlreadyRunning when another run took the lock meanwhile, WarehouseUnreachable.
        """
        with self._recovering:
            if _is_open(self.connection):
                return
            self.connection.close()
            self._connect(patience=_PATIENCE_SECONDS)

    def open_owner(self, patience: float = BUSY_SECONDS) -> psycopg.Connection:
        """Another connection, that may create tables. Raises WarehouseBusy, after the patience, when there is none."""
        return self.warehouse.connect(OWNER, patience=patience)

    def has_room(self, workers: int, owners: int) -> bool:
        """Whether the warehouse has connections for so many workers, and beside them for so many that create tables.

        The workers are kept; the others are only tried, and nobody reserves them.
        """
        with ExitStack() as tried:
            try:
                while len(self._resting) < workers:
                    self._resting.append(Worker(self, patience=0))
                for _ in range(owners):
                    tried.enter_context(closing(self.warehouse.connect(patience=0)))
            except WarehouseBusy:
                while len(self._resting) > 1:
                    self._resting.pop().close()
                return False
        return True

    def _connect(self, patience: float) -> None:
        self.connection = self.warehouse.connect(SYNC)
        try:
            _wait_for(lambda: _holds(self.connection, "pg_try_advisory_lock", LOCK), patience)
            # What a run logs about itself need not survive a power cut that its data would not notice.
            self.connection.execute("set synchronous_commit = off")
        except BaseException:
            self.connection.close()
            raise

    def _wait_for_dead_runs(self) -> None:
        """A run that was killed may still have a statement under way."""
        _wait_for(lambda: _holds(self.connection, "pg_try_advisory_lock", _WORK), _PATIENCE_SECONDS)
        _holds(self.connection, "pg_advisory_unlock", _WORK)


class Worker:
    """A connection of a run that writes rows; when it is lost, another takes its place."""

    connection: psycopg.Connection

    def __init__(self, session: Session, patience: float | None = None) -> None:
        """Connects; a warehouse that is busy is asked again for so long, or as long as one that restarts may take."""
        self.session = session
        self._is_used = False
        if patience is None:
            _patiently(self._connect)
        else:
            self._connect(patience)

    def begin(self) -> None:
        """Forgets what earlier work left in the session; one that was lost while it rested is replaced."""
        if self._is_used:
            try:
                self.connection.execute("discard temporary")
            except psycopg.Error:
                recover_patiently(self)
        self._is_used = True

    def close(self) -> None:
        """Ends it."""
        _close(self.connection)

    def recover(self) -> None:
        """Connects again where a connection was lost.

        Raises AlreadyRunning when another run took the lock meanwhile, WarehouseUnreachable.
        """
        self.session.recover()
        if not _is_open(self.connection):
            self.connection.close()
            self._connect()

    def _connect(self, patience: float = BUSY_SECONDS) -> None:
        self.connection = self.session.warehouse.connect(SYNC, patience=patience)
        try:
            _holds(self.connection, "pg_try_advisory_lock_shared", _WORK)
            self.connection.execute(
                "set jit = off; set lock_timeout = '60s'; set statement_timeout = 0; "
                "set idle_in_transaction_session_timeout = 0"
            )
        except BaseException:
            self.connection.close()
            raise


def recover_patiently(lost: Session | Worker) -> None:
    """A warehouse that restarts needs a moment of its own."""
    _patiently(lost.recover)


def _patiently(connect: Callable[[], None]) -> None:
    for attempt in tenacity.Retrying(
        retry=tenacity.retry_if_exception(is_transient),
        stop=tenacity.stop_after_delay(30),
        wait=tenacity.wait_exponential_jitter(multiplier=0.2, max=3),
        reraise=True,
    ):
        with attempt:
            connect()


def _close(connection: psycopg.Connection) -> None:
    """A server frees the locks of a closed session in its own time; the next run shall not wait for that."""
    with suppress(psycopg.Error):
        connection.execute("select pg_advisory_unlock_all()")
    connection.close()


def _wait_for(holds: Callable[[], bool], patience: float) -> None:
    deadline = time.monotonic() + patience
    while not holds():
        if time.monotonic() >= deadline:
            raise AlreadyRunning(phrase("Another sync is running; wait for it to end."))
        time.sleep(0.2)


def _holds(connection: psycopg.Connection, function: LiteralString, name: str) -> bool:
    row = connection.execute(f"select {function}(hashtextextended(%s, 0))", [name]).fetchone()
    return row == (True,)


def _is_open(connection: psycopg.Connection) -> bool:
    try:
        connection.execute("select")
    except psycopg.Error:
        return False
    return True
