"""A server on a test's own warehouse whose page runs the test lets wait, and go on, when it wants."""

import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psutil
import psycopg

from benchmarks.load.tab import Tab
from db.settings import PROJECT
from db.warehouse import Warehouse
from tests.patience import LONG_ENOUGH_SECONDS, wait_for
from tests.ports import free_port

PATIENT = """
import sys
sys.path.insert(0, {project!r})
from db import warehouse
warehouse.READER_TIMEOUT_SECONDS = 600
import app, uvicorn
from streamlit import config
config.set_option("server.disconnectedSessionTTL", 1)
uvicorn.run(app.app, host="127.0.0.1", port={port}, log_level="error")
"""
"""As `atalaya serve` starts it, but its questions wait longer than any test."""

HELD_PAGE, HELD_TABLE = "student_timeline", "learning.profiles"
"""A page, and a table that its first question reads and `/health` does not."""


@dataclass(frozen=True)
class BusyServer:
    """Where it answers, and its process."""

    url: str
    process: psutil.Process
    warehouse: Warehouse

    @contextmanager
    def held(self) -> Iterator[None]:
        """As long as the `with` lasts, whoever opens HELD_PAGE waits for the database, in the middle of the page."""
        with psycopg.connect(self.warehouse.url) as connection:
            connection.execute(f"lock table {HELD_TABLE} in access exclusive mode")
            yield

    def status(self, path: str) -> int:
        """What a caller of the API is told."""
        with urllib.request.urlopen(f"{self.url}{path}", timeout=LONG_ENOUGH_SECONDS) as answer:  # noqa: S310
            return int(answer.status)

    def waiting_for_the_table(self) -> int:
        """How many runs are held."""
        with psycopg.connect(self.warehouse.url) as connection:
            found = connection.execute(
                "select count(*) from pg_locks where not granted and relation = cast(%s as regclass)", [HELD_TABLE]
            ).fetchone()
        return found[0] if found else 0


@contextmanager
def busy_server(warehouse: Warehouse) -> Iterator[BusyServer]:
    """The server in a process of its own; who left for a second does not come back."""
    with psycopg.connect(warehouse.url, autocommit=True) as connection:
        # Not the first start: nothing is copied.
        connection.execute(
            "insert into ops.sync_run (origin, sources, status, finished_at) "
            "values ('command line', '{}', 'succeeded', now())"
        )
    port = free_port()
    environment = os.environ | {
        "ATALAYA_WAREHOUSE_URL": warehouse.url,
        "ATALAYA_BASIC_AUTH": "",
    }
    script = PATIENT.format(project=str(PROJECT), port=port)
    with subprocess.Popen([sys.executable, "-c", script], cwd=PROJECT, env=environment) as process:
        try:
            wait_for(lambda: _answers(port), "the server does not answer")
            yield BusyServer(f"http://127.0.0.1:{port}", psutil.Process(process.pid), warehouse)
        finally:
            process.terminate()
            process.wait(LONG_ENOUGH_SECONDS)


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=LONG_ENOUGH_SECONDS):
            return True
    except OSError:
        return False


def said_while_waiting(tab: Tab) -> str:
    """The line of who waits, "" where there is none."""
    return next((text for text in tab.shown.values() if text.startswith("Many people are reading")), "")
