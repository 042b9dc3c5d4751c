"""A warehouse behind PgBouncer: readers leave nothing in its sessions, and writers need one of their own."""

from collections.abc import Callable

import pytest

from analytics import operations, query
from db.errors import SettingError
from db.migrate import migrate
from db.warehouse import READER, SYNC, Warehouse
from tests.conftest import Database
from tests.factories import HIJRAH, Connection, circle, met, rows
from tests.faults.conftest import Sync
from tests.faults.pair import Pair
from tests.faults.pooler import neighbour, pooler_before, session
from tests.sync.reading import ago


@pytest.fixture(autouse=True)
def organisation(production: Connection) -> None:
    circle(production, "g", HIJRAH)
    met(production, "g", ago(1), by="ana")


def test_whoever_writes_through_a_transaction_pool_is_refused_and_leaves_nothing(here: Warehouse, pair: Pair) -> None:
    for sessions in (1, 3):
        with pooler_before(here.url, sessions) as url, neighbour(url) as other:
            before = session(other)
            for attempt in (lambda: migrate(Warehouse(url)), lambda: pair.sync(warehouse_url=url)):
                with pytest.raises(
                    SettingError, match=r"ATALAYA_WAREHOUSE_URL leads through a pooler in transaction mode"
                ):
                    attempt()
            assert session(other) == before


def test_it_is_refused_while_other_clients_use_the_pool(here: Warehouse) -> None:
    with pooler_before(here.url, 4) as url, neighbour(url) as first, neighbour(url) as second, first.transaction():
        first.execute("select 1")
        second.execute("select 1")
        with pytest.raises(SettingError, match="transaction mode"):
            Warehouse(url).connect(SYNC)


def test_a_warehouse_is_made_and_filled_through_a_pool_in_session_mode(pair: Pair) -> None:
    with pooler_before(pair.warehouse.url, 12, "session") as url:
        migrate(Warehouse(url))
        assert pair.sync(warehouse_url=url).status == "succeeded"
        assert pair.differences() == {}


def test_one_session_of_a_pool_is_enough_to_make_a_warehouse(new_database: Callable[[], Database]) -> None:
    with pooler_before(new_database().url, 1, "session") as url:
        migrate(Warehouse(url))
        with Warehouse(url).connect(READER) as connection:
            assert rows(connection, "select count(*) > 0 from ops.derived_object") == [(True,)]


def test_a_pool_may_call_the_database_otherwise(new_database: Callable[[], Database]) -> None:
    database = new_database()
    with pooler_before(database.url, 5, "session", alias="organisation") as url:
        migrate(Warehouse(url))
    with database.connect() as connection:
        assert rows(connection, "show search_path")[0][0].startswith("public, ngeshare")


def test_pages_read_through_a_transaction_pool_beside_its_writer(
    pair: Pair, sync: Sync, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Forces what used to fail: a reader's role and read-only transactions in the session that a writer gets next."""
    with pooler_before(pair.warehouse.url, 1) as url, neighbour(url) as writer:
        pooled = Warehouse(pair.warehouse.url, read_url=url)
        monkeypatch.setattr("db.warehouse.current", lambda: pooled)
        for _ in range(6):
            assert len(query.frame("select 1 from ops.data_version")) == 1
            assert operations.freshness() is not None
            assert rows(writer, "select current_user, current_setting('transaction_read_only')")[0][1] == "off"
            assert sync().status == "succeeded"
        pooled.dispose()
