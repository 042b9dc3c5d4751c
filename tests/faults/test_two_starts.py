"""Several starts at the same moment, within one process and from several: one syncs."""

import threading
from collections.abc import Iterator

import pytest

from sync.errors import AlreadyRunning
from sync.run.every_source import Outcome
from tests.conftest import Database
from tests.factories import HIJRAH, Connection, circle, met, rows
from tests.faults.conftest import Sync
from tests.faults.pair import Pair
from tests.faults.processes import Command, InBackground, blocked, wait_until
from tests.patience import LONG_ENOUGH_SECONDS, wait_for
from tests.sync.reading import ago

STARTS = 4


@pytest.fixture(autouse=True)
def organisation(production: Connection) -> None:
    circle(production, "g", HIJRAH)
    met(production, "g", ago(3), by="ana")


@pytest.fixture
def held_up(source: Database) -> Iterator[Connection]:
    """Somebody in the source keeps attendance locked, so no sync can end before all have started."""
    with source.connect() as connection, connection.transaction(force_rollback=True):
        connection.execute('lock table "UserHangoutGroupAttendance"')
        yield connection


def test_of_several_starts_in_one_process_one_syncs(
    pair: Pair, sync: Sync, production: Connection, replica: Connection, held_up: Connection
) -> None:
    """Forces promise 6: all ask for the lock at the same moment."""
    at_once = threading.Barrier(STARTS)

    def start() -> Outcome:
        at_once.wait()
        return sync()

    starts = [InBackground(start) for _ in range(STARTS)]
    wait_for(lambda: len([one for one in starts if one.is_over]) == STARTS - 1)
    held_up.execute("rollback")
    [winner] = [one for one in starts if not one.errors]
    assert winner.result().status == "succeeded"
    assert {type(error) for one in starts for error in one.errors} == {AlreadyRunning}
    assert rows(replica, "select status from ops.sync_run") == [("succeeded",)]
    assert pair.differences() == {}


def test_of_two_commands_one_syncs_and_the_other_follows_it(
    pair: Pair, production: Connection, replica: Connection, held_up: Connection, command: Command
) -> None:
    """Forces promise 6, across processes: both end well and tell of the same run."""
    both = [command("sync"), command("sync")]
    wait_until(production, blocked("atalaya sync"))
    lines: list[str] = []
    listeners = [InBackground(lambda one=one: lines.append(one.stderr.readline())) for one in both]
    wait_for(lambda: len(lines) == 1)
    held_up.execute("rollback")
    ends = [one.wait(LONG_ENOUGH_SECONDS) for one in both]
    for listener in listeners:
        listener.result()
    assert (ends, lines[0]) == ([0, 0], "Sync 1 is already running; waiting for it.\n")
    assert rows(replica, "select status from ops.sync_run") == [("succeeded",)]
    assert pair.differences() == {}
