"""The server that tells what its runs took, seen from outside."""

import json
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from benchmarks.demo import Demo
from benchmarks.reader import Reader
from db.settings import PROJECT
from tests.ports import free_port

START_SECONDS = 120
LOOKED_EVERY_SECONDS = 0.02


@dataclass(frozen=True)
class Run:
    """What a run of a page took: seconds from its first line to its last, seconds of its thread's work, bytes sent."""

    whole: float
    worked: float
    sent: int


@dataclass(frozen=True)
class Telling:
    """A server of its own, by its address and the process that is asked."""

    address: str
    process: subprocess.Popen[str]

    def run(self, reader: Reader, page: str) -> Run:
        """One run of a page."""
        self.ask()
        sent = reader.opens(page)
        told: dict[str, Any] = {"runs": []}
        while not told["runs"]:
            # The run's last message leaves before its last line.
            time.sleep(LOOKED_EVERY_SECONDS)
            told = self.ask()
        return Run(sum(run["whole"] for run in told["runs"]), sum(run["worked"] for run in told["runs"]), sent)

    def ask(self, line: str = "") -> Any:
        """What the server answers to a line."""
        if self.process.stdin is None or self.process.stdout is None:
            raise RuntimeError("The server was started without pipes.")
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


@contextmanager
def telling(demo: Demo, modules: Sequence[str] = ()) -> Iterator[Telling]:
    """A new server, which has imported these modules, as long as the `with` lasts."""
    port = free_port()
    command = [sys.executable, "-m", "benchmarks.pages.server", str(port)]
    pipe = subprocess.PIPE
    with subprocess.Popen(  # noqa: S603
        command, cwd=PROJECT, env=demo.environment, stdin=pipe, stdout=pipe, text=True
    ) as process:
        try:
            wait_for(f"http://127.0.0.1:{port}/_stcore/health", process)
            found = Telling(f"127.0.0.1:{port}", process)
            found.ask(f"import {' '.join(modules)}")
            yield found
        finally:
            process.terminate()
            process.wait(START_SECONDS)


def wait_for(url: str, process: subprocess.Popen[Any]) -> None:
    """Waits until a server answers; raises RuntimeError where it has ended."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            with urllib.request.urlopen(url, timeout=START_SECONDS):  # noqa: S310
                return
        except (urllib.error.URLError, ConnectionError) as error:
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"The server does not answer at {url}.") from error
            time.sleep(LOOKED_EVERY_SECONDS)
