"""One sync at a time, in whichever process; whoever comes second follows the first."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db.settings import PROJECT
from db.warehouse import Warehouse
from sync.run.every_source import Outcome
from tests.conftest import Database
from tests.factories import HIJRAH, Connection, circle, met, rows
from tests.patience import LONG_ENOUGH_SECONDS, wait_for
from tests.sync.conftest import Sync
from tests.sync.reading import ago, everything

Command = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture(autouse=True)
def organisation(production: Connection) -> None:
    circle(production, "g", HIJRAH)
    met(production, "g", ago(3), by="ana")


@pytest.fixture
def held_up(source: Database) -> Iterator[Connection]:
    """Somebody in the source keeps attendance locked, so a sync waits before its last table."""
    with source.connect() as connection, connection.transaction(force_rollback=True):
        connection.execute('lock table "UserHangoutGroupAttendance"')
        yield connection


@pytest.fixture
def command(here: Warehouse, source: Database, tmp_path: Path) -> Iterator[Command]:
    """Starts `atalaya …` in a process of its own."""
    settings = {
        "ATALAYA_WAREHOUSE_URL": here.url,
        "ATALAYA_SOURCE_NGESHARE_URL": source.url,
        "ATALAYA_DATA_DIR": str(tmp_path),
    }
    started: list[subprocess.Popen[str]] = []

    def start(*words: str) -> "subprocess.Popen[str]":
        started.append(
            subprocess.Popen(
                [sys.executable, "-m", "cli", *words],
                cwd=PROJECT,
                env={**os.environ, **settings},
                text=True,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
        )
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate()


def wait_until(replica: Connection, condition: str) -> None:
    wait_for(lambda: rows(replica, f"select {condition}") == [(True,)], condition)


WAITING = """exists (
    select from ops.sync_progress where "table" = 'UserHangoutGroupAttendance' and phase <> 'waiting')"""


def in_background(sync: Sync) -> tuple[threading.Thread, list[Outcome]]:
    outcomes: list[Outcome] = []
    thread = threading.Thread(target=lambda: outcomes.append(sync()))
    thread.start()
    return thread, outcomes


def test_the_command_follows_a_run_of_another_process(
    sync: Sync, held_up: Connection, replica: Connection, command: Command
) -> None:
    thread, _ = in_background(sync)
    wait_until(replica, WAITING)
    follower = command("sync")
    line = follower.stderr.readline() if follower.stderr else ""
    held_up.execute("rollback")
    out, err = follower.communicate(timeout=LONG_ENOUGH_SECONDS)
    thread.join()
    assert "Sync 1 is already running; waiting for it." in line
    assert (follower.returncode, "Sync 1 succeeded" in err, "ngeshare HangoutEpisode" in out) == (0, True, True)


def test_an_interrupted_command_says_so(held_up: Connection, replica: Connection, command: Command) -> None:
    stopped = command("sync")
    wait_until(replica, WAITING)
    stopped.send_signal(signal.SIGTERM)
    stopped.communicate(timeout=LONG_ENOUGH_SECONDS)
    assert stopped.returncode != 0
    assert rows(replica, "select status, finished_at is not null from ops.sync_run") == [("interrupted", True)]


def test_a_command_does_not_wait_for_the_dead(
    held_up: Connection, replica: Connection, command: Command, production: Connection
) -> None:
    replica.execute("insert into ops.sync_run (origin, sources) values ('test', '{ngeshare}')")
    held_up.execute("rollback")
    follower = command("sync")
    _, err = follower.communicate(timeout=LONG_ENOUGH_SECONDS)
    assert (follower.returncode, "Sync 2 succeeded" in err) == (0, True)
    assert everything(replica) == everything(production)


def test_pages_see_a_running_sync_and_not_a_dead_one(
    sync: Sync, held_up: Connection, replica: Connection, command: Command
) -> None:
    victim = command("sync")
    wait_until(replica, WAITING)
    assert rows(replica, "select run, status from ops.newest_run") == [(1, "running")]
    victim.kill()
    victim.wait()
    held_up.execute("rollback")
    wait_until(replica, "not ops.sync_is_alive()")
    assert rows(replica, "select run, status from ops.newest_run") == [(1, "interrupted")]
    sync()
    assert rows(replica, "select run, status from ops.newest_run") == [(2, "succeeded")]
