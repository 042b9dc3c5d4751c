"""PgBouncer before a test's Postgres: clients share a few sessions, by transactions or one after the other."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from db.address import libpq_url, postgres_url
from tests.factories import Connection, rows
from tests.postgres_servers import fresh_directory

PROGRAM = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")

_CONFIGURATION = """
[databases]
{alias} = host={host}{database}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = trust
auth_file = {users}
pool_mode = {mode}
default_pool_size = {sessions}
max_client_conn = 100
ignore_startup_parameters = extra_float_digits
"""


@contextmanager
def pooler_before(
    url: str, sessions: int, mode: Literal["transaction", "session"] = "transaction", *, alias: str = ""
) -> Iterator[str]:
    """The same database through a pooler with so many sessions, which may call it otherwise."""
    if not PROGRAM:
        pytest.skip("PgBouncer is not installed: apt-get install pgbouncer")
    directory, port = fresh_directory(), _free_port()
    users, configuration = directory / "users", directory / "pgbouncer.ini"
    address = postgres_url(url, "url")
    user = address.parameters.get("user", "postgres")
    users.write_text(f'"{user}" ""\n')
    host = conninfo_to_dict(url)["host"]
    configuration.write_text(
        _CONFIGURATION.format(
            host=host,
            port=port,
            users=users,
            sessions=sessions,
            mode=mode,
            alias=alias or "*",
            database=f" dbname={address.parameters['dbname']}" if alias else "",
        )
    )
    # It refuses to be root's, and has to come at the server's socket.
    as_other = ["-u", Path(str(host)).owner()] if os.geteuid() == 0 else []
    process = subprocess.Popen([PROGRAM, "-q", *as_other, configuration], stdout=subprocess.DEVNULL)
    called = {"dbname": alias} if alias else {}
    pooled = libpq_url(address.changed(host="127.0.0.1", port=str(port), user=user, **called))
    try:
        _wait_for(pooled)
        yield pooled
    finally:
        process.kill()
        process.wait()
        shutil.rmtree(directory)


def neighbour(url: str) -> Connection:
    """Another client of the pool, who leaves nothing himself."""
    return psycopg.connect(url, autocommit=True, prepare_threshold=None)


def session(connection: Connection) -> list[tuple[object, ...]]:
    """Everything that a session keeps: its settings, its user, what it has prepared and holds."""
    return [
        *rows(connection, "select name, setting from pg_settings where name <> 'application_name' order by name"),
        *rows(connection, "select 'user', current_user"),
        *rows(connection, "select 'prepared', name from pg_prepared_statements"),
        *rows(connection, "select 'lock', objid from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()"),
    ]


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + 10
    while True:
        try:
            psycopg.connect(url, connect_timeout=2).close()
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
