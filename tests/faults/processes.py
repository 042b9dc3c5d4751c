"""Syncs in processes of their own, and states that a test waits for."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Generic, TypeVar

import psycopg

from db.settings import PROJECT
from tests.factories import Connection, rows
from tests.faults.pair import Pair
from tests.patience import LONG_ENOUGH_SECONDS, wait_for

Process = subprocess.Popen[str]
Command = Callable[..., Process]
Result = TypeVar("Result")

SMALL_STEPS = """
import cli, sync.first_load.parallel_copy, sync.merge.load
assert sync.merge.load.BATCH_ROWS and sync.first_load.parallel_copy.CHUNK_PAGES
sync.merge.load.BATCH_ROWS, sync.first_load.parallel_copy.CHUNK_PAGES = 200, 8
cli.main()
"""
"""The command in a process that commits more often, so that it can die in more places."""


@contextmanager
def commands(directory: Path) -> Iterator[Command]:
    """Starts `atalaya …` on a pair, by other ways to both sides if they are given; ends what still runs."""
    started: list[Process] = []

    def start(
        pair: Pair,
        *words: str,
        url: str = "",
        warehouse_url: str = "",
        sources: Sequence[str] = ("ngeshare",),
        small_steps: bool = False,
    ) -> Process:
        settings = {f"ATALAYA_SOURCE_{source.upper()}_URL": url or pair.url for source in sources} | {
            "ATALAYA_WAREHOUSE_URL": warehouse_url or pair.warehouse.url,
            "ATALAYA_DATA_DIR": str(directory),
        }
        process = subprocess.Popen(
            [sys.executable, *(["-c", SMALL_STEPS] if small_steps else ["-m", "cli"]), *words],
            cwd=PROJECT,
            env={**os.environ, **settings},
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


class InBackground(Generic[Result]):
    """Something that runs in a thread while a test looks on."""

    def __init__(self, work: Callable[[], Result]) -> None:
        self.outcomes: list[Result] = []
        self.errors: list[BaseException] = []
        self.thread = threading.Thread(target=self._run, args=[work], daemon=True)
        self.thread.start()

    def _run(self, work: Callable[[], Result]) -> None:
        try:
            self.outcomes.append(work())
        except BaseException as error:
            self.errors.append(error)

    @property
    def is_over(self) -> bool:
        return not self.thread.is_alive()

    def result(self) -> Result:
        self.thread.join(LONG_ENOUGH_SECONDS)
        assert self.is_over, "it still runs"
        if self.errors:
            raise self.errors[0]
        return self.outcomes[0]


def wait_until(connection: Connection, condition: str) -> None:
    """Waits for a condition in SQL."""
    wait_for(lambda: rows(connection, f"select {condition}") == [(True,)], condition)


def wait_for_silence(connection: Connection) -> None:
    """Waits until the sessions of earlier syncs have left, and their statistics have arrived."""
    wait_until(
        connection,
        "not exists (select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() "
        "and application_name like 'atalaya%')",
    )


def blocked(application: str) -> str:
    """A condition: a session of the application waits for a lock."""
    return (
        "exists (select from pg_stat_activity where datname = current_database() "
        f"and application_name like '{application}%' and wait_event_type = 'Lock')"
    )


def end_sessions(url: str, application: str) -> None:
    """Ends all sessions of an application in a database."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            """select pg_terminate_backend(pid, 5000) from pg_stat_activity
            where datname = current_database() and application_name = %s and pid <> pg_backend_pid()""",
            [application],
        )
