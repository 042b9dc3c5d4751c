"""Two embedded servers as Atalaya starts them, durable: one is production, the other holds the warehouses."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg
from psycopg import sql

from db import postmaster
from db.embedded import EmbeddedServer, start


@dataclass(frozen=True)
class Server:
    """One running server."""

    running: EmbeddedServer

    @property
    def psql(self) -> Path:
        """Its own psql."""
        return self.running.programs / "psql"

    @property
    def process(self) -> psutil.Process:
        """Its first process, of which all others are children."""
        found = postmaster.find(self.running.directory)
        if found is None:
            raise RuntimeError("The server does not run.")
        return found

    @property
    def version(self) -> str:
        """As in `PostgreSQL 18.4`."""
        with self.connect() as connection:
            return f"PostgreSQL {connection.info.server_version // 10000}.{connection.info.server_version % 10000}"

    def url(self, database: str = "postgres") -> str:
        """Where a database is."""
        return self.running.url(database)

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        """A connection as the superuser."""
        return psycopg.connect(self.url(database), autocommit=True)

    def fresh(self, database: str) -> str:
        """URL of a new, empty database; one of that name makes room."""
        with self.connect() as connection:
            name = sql.Identifier(database)
            connection.execute(sql.SQL("drop database if exists {} with (force)").format(name))
            connection.execute(sql.SQL("create database {} encoding 'UTF8' template template0").format(name))
        return self.url(database)

    def copy(self, database: str, name: str) -> None:
        """Makes a copy of a database; one of that name makes room."""
        with self.connect() as connection:
            old, new = sql.Identifier(database), sql.Identifier(name)
            connection.execute(sql.SQL("drop database if exists {} with (force)").format(new))
            connection.execute(sql.SQL("create database {} template {} strategy file_copy").format(new, old))

    def settle(self) -> None:
        """Writes out what earlier work left dirty, so that whoever is measured next does not pay for it."""
        with self.connect() as connection:
            connection.execute("checkpoint")


@contextmanager
def server_url() -> Iterator[str]:
    """URL of a new server's maintenance database."""
    with server() as new:
        yield new.url()


@contextmanager
def server() -> Iterator[Server]:
    """A new server, gone afterwards."""
    directory = Path(tempfile.mkdtemp(prefix="atalaya-benchmark-"))
    # As root the server runs as another user.
    directory.chmod(0o755)
    running = start(directory / "data")
    try:
        yield Server(running)
    finally:
        running.stop()
        shutil.rmtree(directory, ignore_errors=True)
