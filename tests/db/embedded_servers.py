"""Embedded servers of a test's own, and processes that use them."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from db import postmaster
from db.settings import PROJECT
from tests import postgres_servers
from tests.patience import wait_for

Process = subprocess.Popen[str]

USING = """
import sys
from pathlib import Path
from db.embedded import start
start(Path(sys.argv[1]))
print("using", flush=True)
sys.stdin.read()
"""
"""Uses a server until its input ends."""


@contextmanager
def data_directory() -> Iterator[Path]:
    """Where a test may make a server, which is ended afterwards if it still runs."""
    parent = postgres_servers.fresh_directory()
    directory = parent / "postgres"
    try:
        yield directory
    finally:
        postmaster.stop(directory)
        shutil.rmtree(parent)


@contextmanager
def users(directory: Path) -> Iterator[Callable[[], Process]]:
    """Starts processes that use a server; those that still do are killed afterwards."""
    started: list[Process] = []

    def use() -> Process:
        command = [sys.executable, "-c", USING, str(directory)]
        process = subprocess.Popen(
            command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        started.append(process)
        assert process.stdout
        assert process.stdout.readline() == "using\n", process.communicate()
        return process

    try:
        yield use
    finally:
        for process in started:
            with process:
                process.kill()


def kill(directory: Path) -> None:
    """As the kernel does when memory runs out."""
    running = postmaster.find(directory)
    assert running
    os.kill(running.pid, signal.SIGKILL)


def ask(url: str) -> tuple[int]:
    """Whether a server serves."""
    with psycopg.connect(url) as connection:
        [row] = connection.execute("select 1").fetchall()
    return row


def wait_until_gone(directory: Path) -> None:
    """Waits until nothing serves a directory."""
    wait_for(lambda: postmaster.find(directory) is None, "the server runs on")
