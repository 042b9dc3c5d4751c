"""Servers that give few connections: by a role's limit, by a pooler, or because they are just starting."""

from collections.abc import Callable, Iterator

import psycopg
import pytest

from db.address import libpq_url, postgres_url
from db.warehouse import READER, Warehouse
from tests.conftest import Server
from tests.factories import HIJRAH, Connection, circle, met, rows, user
from tests.faults.conftest import Sync
from tests.faults.pair import SOURCES, Pair
from tests.faults.pooler import neighbour, pooler_before, session
from tests.sync.reading import ago
from tests.thoroughness import variants

Limited = Callable[[str, int], str]


@pytest.fixture(autouse=True)
def organisation(production: Connection) -> None:
    circle(production, "g", HIJRAH)
    for number in range(50):
        user(production, f"user {number:03}")
    met(production, "g", ago(1), by="ana")


@pytest.fixture
def limited(postgres_18: Server) -> Iterator[Limited]:
    """The URL for a user who may have so many connections, and may do what the sync needs on either side."""
    roles: list[str] = []

    def create(url: str, connections: int) -> str:
        roles.append(f"limited_{connections}_{len(roles)}")
        with psycopg.connect(postgres_18.url, autocommit=True) as connection:
            connection.execute(f"create role {roles[-1]} login connection limit {connections}")
            connection.execute(f"grant pg_read_all_data, atalaya_owner, atalaya_sync, atalaya_reader to {roles[-1]}")
        return libpq_url(postgres_url(url, "url").changed(user=roles[-1]))

    yield create
    with psycopg.connect(postgres_18.url, autocommit=True) as connection:
        for role in roles:
            connection.execute(f"drop role {role}")


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not the patience is tried here, but what happens at its end."""
    monkeypatch.setattr("sync.endpoints.snapshot.OPENING_SECONDS", 1.0)
    monkeypatch.setattr("sync.endpoints.snapshot.COMPANION_SECONDS", 0.5)


@pytest.mark.parametrize("connections", variants(1, 2, 3, 4))
def test_a_first_sync_works_with_few_connections_of_the_source(
    pair: Pair, limited: Limited, sync: Sync, connections: int
) -> None:
    outcome = sync(url=limited(pair.url, connections))
    assert (outcome.status, outcome.message, pair.differences()) == ("succeeded", None, {})


@pytest.mark.parametrize("connections", variants(1, 3))
def test_all_five_sources_share_the_few_connections_of_their_server(
    pair: Pair, limited: Limited, sync: Sync, connections: int
) -> None:
    url = limited(pair.url, connections)
    for _ in range(2):
        outcome = sync(*SOURCES, url=url)
        assert (outcome.status, outcome.message, pair.differences(*SOURCES)) == ("succeeded", None, {})


def test_a_source_that_waits_for_another_says_so(pair: Pair, limited: Limited, sync: Sync, replica: Connection) -> None:
    sync(*SOURCES, url=limited(pair.url, 1))
    told = [message for (message,) in rows(replica, "select message from ops.sync_error_log")]
    assert told
    assert all("Waiting until another source of this sync is done" in message for message in told)
    assert all("53300" in message and "ATALAYA_SOURCE" not in message for message in told)


def test_a_role_without_a_free_connection_is_asked_again_and_no_url_is_blamed(
    pair: Pair, limited: Limited, sync: Sync, replica: Connection
) -> None:
    url = limited(pair.url, 1)
    with psycopg.connect(url):
        outcome = sync(url=url)
    assert outcome.status == "failed"
    assert "no connection free" in str(outcome.message)
    assert "ATALAYA_SOURCE" not in str(outcome.message)
    assert rows(replica, "select attempt from ops.sync_error_log order by error") == [(1,), (2,), (3,), (4,)]


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("sessions", variants(1, 2, 3))
def test_a_first_sync_works_through_a_transaction_pooler(pair: Pair, sync: Sync, sessions: int) -> None:
    with pooler_before(pair.url, sessions) as url:
        for _ in range(2):
            outcome = sync(*SOURCES, url=url)
            assert (outcome.status, outcome.message, pair.differences(*SOURCES)) == ("succeeded", None, {})


@pytest.mark.usefixtures("impatient")
def test_a_pool_whose_sessions_are_all_taken_is_named(pair: Pair, sync: Sync, replica: Connection) -> None:
    with pooler_before(pair.url, 1) as url, psycopg.connect(url) as holder:
        holder.execute("select 1")
        outcome = sync(url=url)
    assert outcome.status == "failed"
    assert "has given no session for 1 seconds" in str(outcome.message)
    assert len(rows(replica, "select from ops.sync_error_log")) == 4


@pytest.mark.usefixtures("impatient")
def test_what_a_sync_sets_is_not_found_by_the_next_client_of_the_pool(pair: Pair, sync: Sync) -> None:
    with pooler_before(pair.url, 1) as url, neighbour(url) as other:
        before = session(other)
        assert sync(url=url).status == "succeeded"
        pair.verify()
        assert session(other) == before


def test_what_a_page_sets_is_not_found_by_the_next_client_of_the_pool(here: Warehouse) -> None:
    with pooler_before(here.url, 1) as url, neighbour(url) as other:
        before = session(other)
        pooled = Warehouse(here.url, read_url=url)
        for _ in range(12):
            with pooled.reader.connect() as connection:
                found = connection.exec_driver_sql("select current_user, current_setting('timezone')").one()
                assert tuple(found) == (READER, "UTC")
            assert session(other) == before
        pooled.dispose()


@pytest.mark.parametrize("connections", variants(3, 4, 5))
def test_a_first_sync_works_with_few_connections_of_the_warehouse(
    pair: Pair, limited: Limited, connections: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.warehouse.BUSY_SECONDS", 1.0)
    warehouse_url = limited(pair.warehouse.url, connections)
    for _ in range(2):
        outcome = pair.sync(*SOURCES, warehouse_url=warehouse_url)
        assert (outcome.status, outcome.message, pair.differences(*SOURCES)) == ("succeeded", None, {})
