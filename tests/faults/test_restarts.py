"""The warehouse's server restarts while it is written to."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from db.embedded import EmbeddedServer, start
from db.warehouse import Warehouse
from tests import postgres_servers
from tests.conftest import Server, _warehouse, _with_template
from tests.factories import HIJRAH, Connection, circle, met, rows, user
from tests.faults.conftest import Sync
from tests.faults.pair import Pair
from tests.faults.processes import InBackground, blocked, wait_until
from tests.faults.proxy import proxy_before
from tests.sync.reading import ago, changed

PEOPLE = 300


@pytest.fixture(scope="module")
def server_of_its_own() -> Iterator[Server]:
    """Nobody else is on it."""
    with postgres_servers.embedded() as url:
        yield _with_template(url)


@pytest.fixture
def here(server_of_its_own: Server) -> Iterator[Warehouse]:
    yield from _warehouse(server_of_its_own)


@pytest.fixture(autouse=True)
def organisation(production: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync.merge.load.BATCH_ROWS", 100)
    circle(production, "g", HIJRAH)
    for number in range(PEOPLE):
        user(production, f"user {number:03}", "x" * 2_000)
    met(production, "g", ago(1), by="ana")


def restart(server: Server) -> None:
    """Ends all sessions, and is back when it answers again."""
    with psycopg.connect(server.url) as connection:
        [(directory,)] = rows(connection, "show data_directory")
    EmbeddedServer(Path(directory)).stop()
    start(Path(directory))


def test_a_restart_in_the_midst_of_a_merge_is_overcome(
    pair: Pair, sync: Sync, server_of_its_own: Server, production: Connection
) -> None:
    """Forces promise 5, both connections lost and no server for a while: the open batch is undone, then done once."""
    sync()
    production.execute("""update "User" set email = 'new@x.id', "updatedAt" = now() at time zone 'UTC'""")
    with closing(psycopg.connect(pair.warehouse.url, application_name="test")) as holder:
        holder.execute("""select from "User" where id = 'user 150' for update""")
        running = InBackground(sync)
        with psycopg.connect(pair.warehouse.url, autocommit=True, application_name="test") as replica:
            wait_until(replica, blocked("atalaya"))
        restart(server_of_its_own)
    outcome = running.result()
    assert (outcome.status, changed(outcome), pair.differences()) == ("succeeded", {"User": PEOPLE + 3}, {})


def test_a_restart_in_the_midst_of_a_first_load_is_overcome(pair: Pair, sync: Sync, server_of_its_own: Server) -> None:
    """Forces promise 5 where hidden tables are half full: rows are on their way into them."""
    with proxy_before(pair.url) as proxy:
        proxy.after(300_000, proxy.stall)
        running = InBackground(lambda: sync(url=proxy.url(pair.url)))
        proxy.wait_for_stall()
        restart(server_of_its_own)
        proxy.release()
        outcome = running.result()
    assert (outcome.status, changed(outcome)["User"], pair.differences()) == ("succeeded", PEOPLE + 3, {})
    assert pair.stale_facts() == {}
