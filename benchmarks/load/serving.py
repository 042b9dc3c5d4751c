"""The server as people start it, on a demo of its own, and what it holds: memory and descriptors."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from db.settings import PROJECT

START_SECONDS = 300


@dataclass(frozen=True)
class Holding:
    """What the processes of a server hold."""

    resident_megabytes: float
    own_megabytes: float
    """Proportional: what several processes share is counted once."""
    descriptors: int
    threads: int


@dataclass(frozen=True)
class Served:
    """Where a server answers, its process, and where it writes what goes wrong."""

    url: str
    process: psutil.Process
    told: Path

    def processor_seconds(self) -> float:
        """So far, without the database."""
        return sum(times.user + times.system for times in (process.cpu_times() for process in self._family()))

    def holding(self) -> Holding:
        """Now; without the database, which is a server of its own."""
        ours = self._family()
        memory = [process.memory_full_info() for process in ours]
        return Holding(
            sum(found.rss for found in memory) / 1e6,
            sum(found.pss for found in memory) / 1e6,
            sum(process.num_fds() for process in ours),
            sum(process.num_threads() for process in ours),
        )

    def _family(self) -> list[psutil.Process]:
        family = [self.process, *self.process.children(recursive=True)]
        return [process for process in family if "python" in process.name()]

    def tracebacks(self) -> int:
        """How many the server has written so far."""
        return self.told.read_text(encoding="utf-8").count("Traceback")


@contextmanager
def demo(scale: float) -> Iterator[Path]:
    """A data directory with the demo of this size, synced."""
    with tempfile.TemporaryDirectory(prefix="atalaya-load-", ignore_cleanup_errors=True) as directory:
        data = Path(directory)
        _command(data, "demo", "--scale", str(scale))
        _command(data, "sync")
        yield data
        shutil.rmtree(data, ignore_errors=True)


def _command(data: Path, *arguments: str) -> None:
    command = [sys.executable, str(PROJECT / "cli.py"), *arguments]
    subprocess.run(command, cwd=PROJECT, env=_environment(data), check=True, stdout=subprocess.DEVNULL)  # noqa: S603


def _environment(data: Path) -> dict[str, str]:
    return os.environ | {
        "ATALAYA_DATA_DIR": str(data),
        "ATALAYA_WAREHOUSE_URL": "",
        "ATALAYA_BASIC_AUTH": "",
        "ATALAYA_HOSTS": "",
    }


@contextmanager
def serving(data: Path, *, files: int = 0, processes: int = 1, project: Path = PROJECT) -> Iterator[Served]:
    """`atalaya serve` of a checkout; with so many descriptors at most, if it is said."""
    port = _free_port()
    command = [sys.executable, str(project / "cli.py"), "serve", "--port", str(port)]
    if processes > 1:
        command += ["--processes", str(processes)]
    if files:
        command = ["/bin/sh", "-c", f'ulimit -n {files}; exec "$@"', "sh", *command]
    told = Path(tempfile.mkstemp(prefix="atalaya-load-", suffix=".txt")[1])
    environment = _environment(data) | {"PYTHONPATH": str(project)}
    with (
        told.open("w", encoding="utf-8") as errors,
        subprocess.Popen(  # noqa: S603
            command, cwd=project, env=environment, stdout=subprocess.DEVNULL, stderr=errors
        ) as process,
    ):
        try:
            url = f"http://127.0.0.1:{port}"
            _wait_for(f"{url}/health", process)
            yield Served(url, psutil.Process(process.pid), told)
        finally:
            process.terminate()
            process.wait(START_SECONDS)
            told.unlink()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(url: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            with urllib.request.urlopen(url, timeout=START_SECONDS):  # noqa: S310
                return
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > deadline or process.poll() is not None:
                raise
            time.sleep(0.1)
