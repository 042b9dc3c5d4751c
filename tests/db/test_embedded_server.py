"""The embedded server under real processes: it lives as long as one of them uses it, however they and it end."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from db import postmaster
from db.embedded import EmbeddedServer
from db.settings import PROJECT
from tests.db import embedded_servers
from tests.db.embedded_servers import Process, ask, kill, wait_until_gone
from tests.patience import LONG_ENOUGH_SECONDS, wait_for


@pytest.fixture(scope="module")
def directory() -> Iterator[Path]:
    """The data directory of the module's server, which this process does not use."""
    with embedded_servers.data_directory() as found:
        yield found


@pytest.fixture
def use(directory: Path) -> Iterator[Callable[[], Process]]:
    """Starts a process that uses it."""
    with embedded_servers.users(directory) as found:
        yield found
    wait_until_gone(directory)


def test_it_ends_with_the_last_of_its_users_though_all_were_killed(directory: Path, use: Callable[[], Process]) -> None:
    first, second = use(), use()
    first.kill()
    first.wait()
    time.sleep(0.3)
    assert postmaster.find(directory)
    second.kill()
    second.wait()
    wait_until_gone(directory)


def test_it_is_gone_when_its_last_user_ends_by_himself(directory: Path, use: Callable[[], Process]) -> None:
    user = use()
    assert user.stdin
    user.stdin.close()
    assert (user.wait(LONG_ENOUGH_SECONDS), postmaster.find(directory)) == (0, None)


def test_it_is_used_again_while_it_is_being_ended(directory: Path, use: Callable[[], Process]) -> None:
    for _ in range(3):
        use().kill()
        user = use()
        assert ask(EmbeddedServer(directory).url()) == (1,)
        user.kill()


def test_killed_at_work_it_is_back_at_once(directory: Path, use: Callable[[], Process]) -> None:
    """What it leaves behind still works on a query, and holds its memory."""
    use()
    url = EmbeddedServer(directory).url()
    with ThreadPoolExecutor(1) as pool, psycopg.connect(url, autocommit=True) as busy:
        endless = pool.submit(busy.execute, "select count(*) from generate_series(1, 10000000000)")
        with psycopg.connect(url) as connection:
            working = "select from pg_stat_activity where query like '%10000000000)'"
            wait_for(lambda: bool(connection.execute(working).fetchall()), "the query does not run")
        kill(directory)
        use()
        assert ask(url) == (1,)
        with pytest.raises(psycopg.OperationalError):
            endless.result(LONG_ENOUGH_SECONDS)


RECOVERY = "hot_standby = off\nrestore_command = 'sleep {seconds}; false'\n"
"""A recovery looks for its log elsewhere first: that takes as long as we like."""

IMPATIENT = """
import sys
from pathlib import Path
from db.embedded import start
from db.errors import WarehouseUnreachable
try:
    start(Path(sys.argv[1]), patience=0.5)
except WarehouseUnreachable as error:
    print(error)
"""


def recovering(directory: Path, seconds: float) -> EmbeddedServer:
    """A killed server whose recovery takes that long, and a little longer."""
    kill(directory)
    wait_until_gone(directory)
    with (directory / "postgresql.auto.conf").open("a") as configuration:
        configuration.write(RECOVERY.format(seconds=seconds))
    (directory / "recovery.signal").touch()
    return EmbeddedServer(directory)


@pytest.mark.parametrize("seconds", [0.5, pytest.param(4.0, marks=pytest.mark.check)])
def test_a_recovery_is_waited_for_however_long_it_takes(seconds: float) -> None:
    """The longer one is asked for four times over, and takes more than the ten seconds that pg_ctl once had."""
    with embedded_servers.data_directory() as directory, embedded_servers.users(directory) as use:
        use()
        server = recovering(directory, seconds)
        began = time.monotonic()
        told = subprocess.run(
            [sys.executable, "-c", IMPATIENT, directory], cwd=PROJECT, capture_output=True, text=True, check=False
        )
        assert "is starting again, and has to recover first. Try again in a moment" in told.stdout
        use()
        assert (ask(server.url()), time.monotonic() - began > 3 * seconds) == ((1,), True)


def test_a_process_that_is_asked_to_end_ends_it(directory: Path, use: Callable[[], Process]) -> None:
    user = use()
    user.send_signal(signal.SIGTERM)
    user.wait(LONG_ENOUGH_SECONDS)
    wait_until_gone(directory)


def test_half_a_data_directory_never_has_its_name() -> None:
    """A process that was killed while it made one leaves nothing that the next one stumbles over."""
    with embedded_servers.data_directory() as directory:
        half = directory.with_name("postgres.unfinished")
        half.mkdir()
        (half / "PG_VERSION").write_text("18\n")
        with embedded_servers.users(directory) as use:
            use()
            assert half.exists() is False
            with psycopg.connect(EmbeddedServer(directory).url()) as connection:
                [(buffers,)] = connection.execute(
                    "select setting::bigint * 8192 from pg_settings where name = 'shared_buffers'"
                ).fetchall()
            assert 128 * 2**20 <= buffers <= 2**30
