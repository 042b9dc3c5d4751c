"""Connections that end without a word, answers that never come, servers that restart: the next try makes it good."""

import itertools
from collections.abc import Iterator

import psycopg
import pytest

from db.errors import WarehouseUnreachable
from db.warehouse import Warehouse
from tests.conftest import Database
from tests.factories import HIJRAH, Connection, circle, met, rows, user
from tests.faults.conftest import NewPair, Sync
from tests.faults.pair import Pair
from tests.faults.processes import InBackground, blocked, end_sessions, wait_until
from tests.faults.proxy import Link, Proxy, proxy_before
from tests.sync.reading import ago, changed, touch
from tests.thoroughness import level, part, variants

PEOPLE = 60
NEWS = {"User": 23, "UserHangoutGroupAttendance": 2}
"""Rows that change with each call of `news`."""

PLACES = part(25, 0.2)
RESETS = part(4, 0.5)
EACH_COMMIT = 4 if level() == "check" else 8
"""Every so many commits of a first load are cut off, each of a load of its own; of a later sync twice as many."""


@pytest.fixture(autouse=True)
def organisation(production: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    """A circle and sixty others who came once, in batches of fifteen; long e-mails fill buffers."""
    monkeypatch.setattr("sync.merge.load.BATCH_ROWS", 15)
    circle(production, "g", HIJRAH)
    for number in range(PEOPLE):
        user(production, f"user {number:02}", "x" * 10_000)
        met(production, "g", ago(number), by=f"user {number:02}")
    come(production, 0)


def come(production: Connection, number: int) -> None:
    user(production, f"new {number:02}")
    met(production, "g", ago(1), by=f"new {number:02}")


def news(production: Connection) -> None:
    """21 people change, one comes, the one that came before leaves."""
    [(gone,)] = rows(production, """select max(id) from "User" where id like 'new %'""")
    touch(production, "User", "ana", f"email = 'ana after {gone}'")
    production.execute(
        """update "User" set email = email || 'x', "updatedAt" = now() at time zone 'UTC'
        where id between 'user 10' and 'user 29'"""
    )
    come(production, int(gone.removeprefix("new ")) + 1)
    production.execute(f"""delete from "UserHangoutGroupAttendance" where "userId" = '{gone}'""")
    production.execute(f"""delete from "User" where id = '{gone}'""")


def failed_tries(replica: Connection) -> list[int]:
    return [row[0] for row in rows(replica, "select attempt from ops.sync_error_log order by error")]


@pytest.fixture
def source_wire(source: Database) -> Iterator[Proxy]:
    """A proxy before the production."""
    with proxy_before(source.url) as proxy:
        yield proxy


@pytest.fixture
def warehouse_wire(here: Warehouse) -> Iterator[Proxy]:
    """A proxy before the warehouse."""
    with proxy_before(here.url) as proxy:
        yield proxy


@pytest.mark.parametrize("volume", variants(300_000, 30_000, 600_000))
def test_a_source_backend_that_is_killed_in_the_midst_of_a_first_load_is_overcome(
    pair: Pair, source: Database, sync: Sync, replica: Connection, source_wire: Proxy, volume: int
) -> None:
    """Forces promise 5: the administrator ends our sessions while COPY is half way over."""
    source_wire.after(volume, source_wire.stall)
    running = InBackground(lambda: sync(url=source_wire.url(source.url)))
    source_wire.wait_for_stall()
    end_sessions(source.url, "atalaya sync")
    source_wire.release()
    assert (running.result().status, pair.differences()) == ("succeeded", {})
    assert failed_tries(replica) == [1]
    assert pair.stale_facts() == {}


def test_a_source_backend_that_is_killed_in_the_midst_of_a_later_copy_is_overcome(
    pair: Pair, source: Database, sync: Sync, production: Connection, replica: Connection, source_wire: Proxy
) -> None:
    """Forces promise 5: some batches are committed, the rest dies with the snapshot; every row is counted once."""
    sync()
    news(production)
    source_wire.after(200_000, source_wire.stall)
    running = InBackground(lambda: sync(url=source_wire.url(source.url)))
    source_wire.wait_for_stall()
    end_sessions(source.url, "atalaya sync")
    source_wire.release()
    outcome = running.result()
    assert (outcome.status, changed(outcome), pair.differences()) == ("succeeded", NEWS, {})
    assert failed_tries(replica) == [1]


def test_warehouse_sessions_that_are_killed_mid_merge_are_overcome(
    pair: Pair, here: Warehouse, sync: Sync, production: Connection, replica: Connection
) -> None:
    """Forces promise 5 on the other side: a statement that waits within a batch ends with its session."""
    sync()
    news(production)
    with psycopg.connect(here.url, application_name="test") as holder:
        holder.execute("""select from "User" where id = 'user 25' for update""")
        running = InBackground(sync)
        wait_until(replica, blocked("atalaya"))
        end_sessions(here.url, "atalaya")
    outcome = running.result()
    assert (outcome.status, changed(outcome), pair.differences()) == ("succeeded", NEWS, {})
    # A session that was just being made may be killed with the others.
    assert failed_tries(replica)[:1] == [1]


@pytest.mark.parametrize(("first", "done"), [(1, True), (2, False)], ids=["answer lost", "never sent"])
def test_no_commit_of_a_later_sync_is_counted_twice_or_lost(
    pair: Pair, sync: Sync, here: Warehouse, production: Connection, warehouse_wire: Proxy, first: int, done: bool
) -> None:
    """Forces promise 3, an unknown commit outcome: cut off during commits in turn, to the last."""
    sync()
    for number in itertools.count(first, EACH_COMMIT // 2):
        news(production)
        warehouse_wire.at_commit(number, Link.reset, done=done)
        outcome = sync(warehouse_url=warehouse_wire.url(here.url))
        assert (number, outcome.status, changed(outcome)) == (number, "succeeded", NEWS)
        assert pair.differences() == {}
        if not warehouse_wire.calm():
            break
    assert number > 3
    assert pair.stale_facts() == {}


@pytest.mark.parametrize(("first", "done"), [(1, True), (3, False)], ids=["answer lost", "never sent"])
def test_no_commit_of_a_first_load_is_counted_twice_or_lost(new_pair: NewPair, first: int, done: bool) -> None:
    """Forces promise 3 while the first load's hidden tables fill and become visible: every so many commits in turn."""
    for number in itertools.count(first, EACH_COMMIT):
        pair = new_pair()
        with proxy_before(pair.warehouse.url) as wire:
            wire.at_commit(number, Link.reset, done=done)
            outcome = pair.sync(warehouse_url=wire.url(pair.warehouse.url))
            fault_came = wire.calm()
        assert (number, outcome.status, changed(outcome)["User"]) == (number, "succeeded", PEOPLE + 4)
        assert (pair.differences(), pair.stale_facts()) == ({}, {})
        if not fault_came:
            break
    assert number > 4


@pytest.mark.parametrize("side", ["source", "warehouse"])
def test_a_reset_anywhere_in_a_first_load_is_overcome(new_pair: NewPair, side: str) -> None:
    """Forces promise 5: all connections of one side are reset in the midst of a message, at several places."""
    volume = _volume_of(new_pair(), side)
    for place in range(1, RESETS + 1):
        pair = new_pair()
        assert _sync_reset_at(pair, side, volume * place // (RESETS + 1)) == "succeeded"
        assert pair.differences() == {}


@pytest.mark.parametrize("side", ["source", "warehouse"])
def test_a_reset_anywhere_in_a_later_sync_is_overcome(
    pair: Pair, sync: Sync, production: Connection, side: str
) -> None:
    """Forces promise 5 while batches are merged, windows replaced, rows deleted and verdicts written."""
    for _ in range(2):
        news(production)
        sync()
    news(production)
    volume = _volume_of(pair, side)
    for place in range(1, RESETS + 1):
        news(production)
        assert _sync_reset_at(pair, side, volume * place // (RESETS + 1)) == "succeeded"
        assert pair.differences() == {}


def test_a_reset_anywhere_in_a_sync_without_news_is_overcome(pair: Pair, sync: Sync, production: Connection) -> None:
    """Forces promise 5 on everything that a run writes about itself, and for sources that are copied side by side."""
    several = ("ngeshare", "academy", "classwaves")
    sync(*several)
    with proxy_before(pair.warehouse.url) as wire:
        url = wire.url(pair.warehouse.url)
        sync(*several, warehouse_url=url)
        volume = wire.passed
        for place in range(1, PLACES):
            wire.after(volume * place // PLACES, wire.reset_all)
            try:
                status = sync(*several, warehouse_url=url).status
            except WarehouseUnreachable:
                status = "not begun" if place == 1 else "raised"
            assert (place, status) in [(place, "succeeded"), (1, "not begun")]
            wire.calm()


def _volume_of(pair: Pair, side: str) -> int:
    with proxy_before(pair.url if side == "source" else pair.warehouse.url) as wire:
        _sync_over(pair, side, wire)
        return wire.passed


def _sync_reset_at(pair: Pair, side: str, volume: int) -> str:
    with proxy_before(pair.url if side == "source" else pair.warehouse.url) as wire:
        wire.after(volume, wire.reset_all)
        status = _sync_over(pair, side, wire)
        assert wire.calm(), f"fewer than {volume} bytes passed"
        return status


def _sync_over(pair: Pair, side: str, wire: Proxy) -> str:
    if side == "source":
        return pair.sync(url=wire.url(pair.url)).status
    return pair.sync(warehouse_url=wire.url(pair.warehouse.url)).status


def test_a_stall_that_ends_is_waited_out(
    pair: Pair, source: Database, sync: Sync, replica: Connection, source_wire: Proxy
) -> None:
    """Forces patience: a network that pauses is no fault, and what follows the pause is read in its place."""
    source_wire.after(300_000, source_wire.stall)
    running = InBackground(lambda: sync(url=source_wire.url(source.url)))
    source_wire.wait_for_stall()
    assert rows(replica, "select status from ops.sync_run") == [("running",)]
    assert not running.is_over
    source_wire.release()
    assert (running.result().status, failed_tries(replica), pair.differences()) == ("succeeded", [], {})


@pytest.mark.parametrize("volume", variants(30_000, 2_000, 300_000))
def test_a_stall_that_does_not_end_counts_as_a_lost_connection(
    pair: Pair,
    source: Database,
    sync: Sync,
    replica: Connection,
    source_wire: Proxy,
    monkeypatch: pytest.MonkeyPatch,
    volume: int,
) -> None:
    """Forces promise 5: a peer that keeps its connection and says nothing; the second try meets a better network."""
    monkeypatch.setattr("sync.endpoints.copy_stream.PATIENCE_SECONDS", 1.0)
    source_wire.after(volume, source_wire.mute)
    assert sync(url=source_wire.url(source.url)).status == "succeeded"
    assert (failed_tries(replica), pair.differences()) == ([1], {})


def test_a_slow_drip_is_only_slow(
    pair: Pair, source: Database, here: Warehouse, sync: Sync, production: Connection, source_wire: Proxy
) -> None:
    """Forces whole messages: rows come and go in pieces of a few bytes, cut anywhere."""
    sync()
    news(production)
    source_wire.drip = 211
    with proxy_before(here.url) as warehouse_wire:
        warehouse_wire.drip = 199
        outcome = sync(url=source_wire.url(source.url), warehouse_url=warehouse_wire.url(here.url))
    assert (outcome.status, changed(outcome), pair.differences()) == ("succeeded", NEWS, {})
