"""The syncing process is killed at places that it did not choose; one clean run later both sides are equal.

The places are bytes on the wire, drawn from a fixed seed, on the way to the source or to the warehouse.
"""

import random
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from tests.conftest import Database, Server
from tests.factories import HIJRAH, Connection, circle, rows
from tests.faults.conftest import NewPair
from tests.faults.organisation import session
from tests.faults.pair import Pair
from tests.faults.processes import Command, Process, wait_until
from tests.faults.proxy import proxy_before
from tests.patience import LONG_ENOUGH_SECONDS
from tests.thoroughness import part

SOURCES = ("ngeshare", "classwaves")
PLACES = part(10, 0.1)
TABLES = {'public."User"': 2004, 'public."UserHangoutGroupAttendance"': 1500, "classwaves.session_metrics": 1500}
"""The larger ones, with their rows."""

Start = Callable[..., Process]


@pytest.fixture(scope="module")
def large_productions(postgres_18: Server, empty_productions: str) -> Iterator[str]:
    """Name of a database in which some thousand rows have happened."""
    name = postgres_18.create(empty_productions)
    with Database(postgres_18.database_url(name)).connect() as production:
        circle(production, "g", HIJRAH)
        session(production, "lesson")
        production.execute(
            """insert into "User" (id, "updatedAt", email) select format('user %s', n), '2020-01-01', repeat('x', 100)
            from generate_series(0, 2000) as n"""
        )
        production.execute(
            """insert into "HangoutEpisode" (id, "updatedAt", name, "hangoutId")
            values ('e', '2020-01-01', 'Episode', 'Ngeshare Sesi Hijrah');
            insert into "UserHangoutGroupAttendance" (id, "attendedAt", "hangoutEpisodeId", "hangoutGroupId", "userId")
            select format('attendance %s', n), now() at time zone 'UTC' - n * interval '1 hour', 'e', 'g',
                format('user %s', n) from generate_series(1, 1500) as n"""
        )
        production.execute(
            """insert into classwaves.session_metrics (id, session_id, measured_at)
            select n, 'lesson', now() - n * interval '1 minute' from generate_series(1, 1500) as n"""
        )
    yield name
    postgres_18.drop(name)


@pytest.fixture
def source(postgres_18: Server, large_productions: str) -> Iterator[Database]:
    name = postgres_18.create(large_productions)
    yield Database(postgres_18.database_url(name))
    postgres_18.drop(name)


class Wires:
    """Proxies before both sides of a pair, over which one process at a time syncs."""

    def __init__(self, pair: Pair, command: Command, open_proxies: ExitStack) -> None:
        self.pair, self.command = pair, command
        self.sides = [open_proxies.enter_context(proxy_before(url)) for url in (pair.url, pair.warehouse.url)]

    def start(self) -> Process:
        source, warehouse = self.sides
        return self.command(
            "sync",
            url=source.url(self.pair.url),
            warehouse_url=warehouse.url(self.pair.warehouse.url),
            sources=SOURCES,
            small_steps=True,
        )

    def volumes(self) -> list[int]:
        """Bytes that pass on each side in one undisturbed sync."""
        before = [side.passed for side in self.sides]
        process = self.start()
        _, said = process.communicate(timeout=LONG_ENOUGH_SECONDS)
        assert process.returncode == 0, said
        return [side.passed - was for side, was in zip(self.sides, before, strict=True)]

    def kill_at(self, side: int, volume: int) -> None:
        """Kills a sync when so many bytes have passed on one side."""
        victim = self.start()
        self.sides[side].after(volume, lambda _: victim.send_signal(signal.SIGKILL))
        _, said = victim.communicate(timeout=LONG_ENOUGH_SECONDS)
        assert victim.returncode == -signal.SIGKILL, said


@pytest.fixture
def wires(command: Command) -> Iterator[Callable[[Pair], Wires]]:
    with ExitStack() as open_proxies:
        yield lambda pair: Wires(pair, command, open_proxies)


def places(seed: str, volumes: list[int]) -> Iterator[tuple[int, int]]:
    """A side, and a number of bytes of its volume."""
    chance = random.Random(seed)
    for _ in range(PLACES):
        side = chance.randrange(2)
        yield side, int(chance.uniform(0.02, 0.85) * volumes[side])


def news(production: Connection, number: int) -> None:
    """Some rows of every kind change, come, and leave without a word."""
    production.execute(
        f"""update "User" set email = 'after {number}', "updatedAt" = now() at time zone 'UTC'
        where hashtext(id || '{number}') % 4 = 0"""
    )
    production.execute(
        f"""insert into "User" (id, "updatedAt") select format('new {number} %s', n), '2020-01-01'
        from generate_series(1, 50) as n;
        delete from "UserHangoutGroupAttendance" where hashtext(id || '{number}') % 20 = 0
            and "attendedAt" > now() at time zone 'UTC' - interval '40 days';
        insert into "UserHangoutGroupAttendance" (id, "attendedAt", "hangoutEpisodeId", "hangoutGroupId", "userId")
        select format('new {number} %s', n), now() at time zone 'UTC', 'e', 'g', format('new {number} %s', n)
        from generate_series(1, 50) as n;
        delete from classwaves.session_metrics where hashtext(id || '{number}') % 20 = 0;
        insert into classwaves.session_metrics (id, session_id, measured_at)
        select format('new {number} %s', n), 'lesson', now() from generate_series(1, 300) as n"""
    )


def mend(pair: Pair, replica: Connection) -> None:
    """One clean run; both sides are equal then."""
    wait_until(replica, "not ops.sync_is_alive()")
    assert pair.sync(*SOURCES).status == "succeeded"
    assert pair.differences(*SOURCES) == {}
    assert pair.stale_facts() == {}
    assert rows(replica, "select count(*) from ops.sync_run where status = 'running'") == [(0,)]


def test_a_first_load_that_is_killed_anywhere_is_made_good_by_the_next(
    new_pair: NewPair, wires: Callable[[Pair], Wires]
) -> None:
    """Forces promise 5, no lock and no half table: until the load is whole, readers see no row of it."""
    volumes = wires(new_pair()).volumes()
    for side, volume in places("first load", volumes):
        pair = new_pair()
        wires(pair).kill_at(side, volume)
        with pair.look() as replica:
            for table, whole in TABLES.items():
                assert rows(replica, f"select count(*) from {table}") in ([(0,)], [(whole,)])
            mend(pair, replica)


def test_a_later_sync_that_is_killed_anywhere_is_made_good_by_the_next(
    pair: Pair, production: Connection, replica: Connection, wires: Callable[[Pair], Wires]
) -> None:
    """Forces promise 5: batches, the window, deletions, verdicts and facts, each cut off somewhere."""
    between = wires(pair)
    between.volumes()
    # What a day's first report reads is more than what later ones do: of that less would pass than is waited for.
    news(production, 0)
    between.volumes()
    news(production, 1)
    volumes = between.volumes()
    for number, (side, volume) in enumerate(places("later", volumes), start=2):
        news(production, number)
        between.kill_at(side, volume)
        mend(pair, replica)
