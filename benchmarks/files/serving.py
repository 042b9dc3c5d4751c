"""The server in a process of its own, and how its memory grows."""

import os
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType

import psutil

from db.settings import PROJECT
from db.warehouse import Warehouse

PORT = 18_080
NO_SOURCE = "postgresql:///nowhere?host=/nowhere"
"""So that nothing else is at work meanwhile."""

START_SECONDS = 120
LOOKED_EVERY_SECONDS = 0.05


@dataclass(frozen=True)
class Served:
    """Where it answers, and its process."""

    url: str
    process: psutil.Process


@contextmanager
def serving(here: Warehouse) -> Iterator[Served]:
    """The server on this warehouse, which it does not fill."""
    with here.connect() as connection:
        connection.execute(
            "insert into ops.sync_run (origin, sources, status, finished_at) values ('command line', '{}', "
            "'succeeded', now())"
        )
    environment = os.environ | {
        "ATALAYA_WAREHOUSE_URL": here.url,
        "ATALAYA_SOURCE_NGESHARE_URL": NO_SOURCE,
        "ATALAYA_BASIC_AUTH": "",
    }
    command = [sys.executable, "-m", "uvicorn", "app:app", "--port", str(PORT), "--log-level", "warning"]
    with subprocess.Popen(command, cwd=PROJECT, env=environment) as process:  # noqa: S603
        try:
            url = f"http://127.0.0.1:{PORT}"
            _wait_for(f"{url}/_stcore/health")
            yield Served(url, psutil.Process(process.pid))
        finally:
            process.terminate()
            process.wait(START_SECONDS)


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            with urllib.request.urlopen(url, timeout=START_SECONDS):  # noqa: S310
                return
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > deadline:
                raise
            time.sleep(LOOKED_EVERY_SECONDS)


class Watched:
    """What the server's memory grows by while the `with` lasts, and what its processor and the database's work."""

    more_bytes = 0
    processor_seconds = 0.0

    def __init__(self, process: psutil.Process, database: psutil.Process) -> None:
        self._process, self._database = process, database
        self._over = threading.Event()
        self._looking = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> "Watched":
        self._worked = self._work()
        self._before = self._process.memory_info().rss
        self._looking.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._looking.join()
        # What a back end worked is known once it has gone.
        time.sleep(1)
        self.processor_seconds = self._work() - self._worked

    def _work(self) -> float:
        server, database = self._process.cpu_times(), self._database.cpu_times()
        return float(server.user + server.system + database.children_user + database.children_system)

    def _look(self) -> None:
        while not self._over.wait(LOOKED_EVERY_SECONDS):
            self.more_bytes = max(self.more_bytes, self._process.memory_info().rss - self._before)
