"""A real MariaDB server for tests, of Debian's binaries."""

import getpass
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pymysql

from tests.patience import wait_for
from tests.ports import free_port
from tests.postgres_servers import fresh_directory

SERVER = Path("/usr/sbin/mariadbd")
INSTALL = Path("/usr/bin/mariadb-install-db")

PASSWORD = "a pass/word@of:it"  # noqa: S105  with what an address has to escape


@contextmanager
def mariadb() -> Iterator[int]:
    """The port of a fresh server; its user is root, with PASSWORD."""
    directory, port = fresh_directory(), free_port()
    user = "mysql" if os.geteuid() == 0 else getpass.getuser()
    if os.geteuid() == 0:
        shutil.chown(directory, user)
    data = directory / "data"
    common = [f"--user={user}", f"--datadir={data}", "--no-defaults"]
    subprocess.run(
        [INSTALL, "--no-defaults", *common[:2], "--auth-root-authentication-method=normal", "--skip-test-db"],
        check=True,
        capture_output=True,
    )
    # Small and careless: it lives for some tests.
    settings = (
        f"--port={port}",
        "--bind-address=127.0.0.1",
        f"--socket={directory}/socket",
        f"--pid-file={directory}/pid",
        "--innodb-flush-log-at-trx-commit=0",
        "--innodb-buffer-pool-size=64M",
        "--default-time-zone=+09:00",
    )
    server = subprocess.Popen([SERVER, "--no-defaults", *common[:2], *settings], stderr=subprocess.DEVNULL)
    try:
        wait_for(lambda: _answers(port))
        with pymysql.connect(host="127.0.0.1", port=port, user="root") as connection:
            connection.cursor().execute("set password for root@localhost = password(%s)", [PASSWORD])
        yield port
    finally:
        server.kill()
        server.wait()
        shutil.rmtree(directory, ignore_errors=True)


def _answers(port: int) -> bool:
    try:
        pymysql.connect(host="127.0.0.1", port=port, user="root").close()
    except pymysql.err.OperationalError:
        return False
    return True
