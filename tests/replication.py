"""Replicas of a test's PostgreSQL 15, by its own streaming replication, and a balancer that asks them in turn."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict

from db.address import libpq_url, postgres_url
from tests.balancer import balanced
from tests.postgres_servers import DEBIAN, SETTINGS, fresh_directory


@dataclass(frozen=True)
class Replica:
    """A server that follows another one."""

    directory: Path

    def url(self, database: str) -> str:
        """The URL of one of its databases, as the user of tests."""
        return f"postgresql://postgres@/{database}?host={self.directory}"

    def start(self, *settings: str) -> None:
        """Also after it was killed."""
        options = " ".join([f"-k {self.directory} -h ''", *(f"-c {one}" for one in (*SETTINGS, *settings))])
        data = self.directory / "data"
        _run(DEBIAN / "pg_ctl", "-D", data, "-w", "-l", self.directory / "log", "-o", options, "start")

    def kill(self) -> None:
        """Without a word to its clients."""
        _run(DEBIAN / "pg_ctl", "-D", self.directory / "data", "-w", "-m", "immediate", "stop")

    @contextmanager
    def held_back(self) -> Iterator[None]:
        """It receives what happens, and shows it later."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute("select pg_wal_replay_pause()")
            try:
                yield
            finally:
                connection.execute("select pg_wal_replay_resume()")

    def catch_up(self, primary: str) -> None:
        """Returns when it shows all that the primary has written so far."""
        with psycopg.connect(primary, autocommit=True) as connection:
            [written] = connection.execute("select pg_current_wal_insert_lsn()::text").fetchone() or [None]
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            while connection.execute("select pg_last_wal_replay_lsn() >= %s::pg_lsn", [written]).fetchone() != (True,):
                connection.execute("select pg_sleep(0.02)")


@contextmanager
def replica_of(primary: str, *settings: str) -> Iterator[Replica]:
    """A replica of the server behind this URL."""
    replica = Replica(fresh_directory())
    if os.geteuid() == 0:
        shutil.chown(replica.directory, "postgres", "postgres")
    host = conninfo_to_dict(primary)["host"]
    copy = ("-h", host, "-U", "postgres", "-D", replica.directory / "data", "--checkpoint=fast", "--no-sync")
    _run(DEBIAN / "pg_basebackup", *copy, "--write-recovery-conf")
    replica.start(*settings)
    try:
        yield replica
    finally:
        with suppress(subprocess.CalledProcessError):
            replica.kill()
        shutil.rmtree(replica.directory, ignore_errors=True)


@contextmanager
def balancer(replicas: Sequence[Replica], database: str) -> Iterator[str]:
    """A URL behind which each new connection meets the next replica, as a balancer in front of them spreads them."""
    with balanced([partial(_socket, replica) for replica in replicas]) as port:
        address = postgres_url(replicas[0].url(database), "read_url")
        yield libpq_url(address.changed(host="127.0.0.1", port=str(port)))


def _socket(replica: Replica) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(str(replica.directory / ".s.PGSQL.5432"))
    return connection


def _run(*command: object) -> None:
    owner = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
    subprocess.run([str(part) for part in command], check=True, capture_output=True, cwd="/", **owner)  # type: ignore[call-overload]
