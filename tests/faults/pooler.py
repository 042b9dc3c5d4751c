"""PgBouncer before a test's Postgres: each transaction gets one of a few sessions, which clients share."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from db.address import libpq_url, postgres_url
from tests.postgres_servers import fresh_directory

PROGRAM = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")

_CONFIGURATION = """
[databases]
* = host={host}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = trust
auth_file = {users}
pool_mode = transaction
default_pool_size = {sessions}
max_client_conn = 100
ignore_startup_parameters = extra_float_digits
"""


@contextmanager
def pooler_before(url: str, sessions: int) -> Iterator[str]:
    """The same database through a transaction pooler with so many sessions."""
    if not PROGRAM:
        pytest.skip("PgBouncer is not installed: apt-get install pgbouncer")
    directory, port = fresh_directory(), _free_port()
    users, configuration = directory / "users", directory / "pgbouncer.ini"
    address = postgres_url(url, "url")
    user = address.parameters.get("user", "postgres")
    users.write_text(f'"{user}" ""\n')
    host = conninfo_to_dict(url)["host"]
    configuration.write_text(_CONFIGURATION.format(host=host, port=port, users=users, sessions=sessions))
    # It refuses to be root's, and has to come at the server's socket.
    as_other = ["-u", Path(str(host)).owner()] if os.geteuid() == 0 else []
    process = subprocess.Popen([PROGRAM, "-q", *as_other, configuration], stdout=subprocess.DEVNULL)
    pooled = libpq_url(address.changed(host="127.0.0.1", port=str(port), user=user))
    try:
        _wait_for(pooled)
        yield pooled
    finally:
        process.kill()
        process.wait()
        shutil.rmtree(directory)


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
