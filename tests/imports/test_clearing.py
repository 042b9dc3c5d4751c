"""A source that is cleared leaves nothing behind, and takes nothing with it that others own."""

from collections.abc import Iterator

import pytest

from db import clearing
from db.domains import DOMAINS
from db.warehouse import Warehouse
from sources import demo
from sync.clock.self_check import run_self_check
from sync.endpoints.connected import ConnectedSource
from sync.run.every_source import run_sync
from sync.run.request import Request
from sync.specifications import SOURCES
from tests.conftest import Server, _warehouse

SCALE = 0.02

Counts = dict[str, int]


@pytest.fixture(scope="module")
def loaded(postgres_18: Server) -> Iterator[str]:
    """Name of a warehouse that has copied the demo."""
    production = postgres_18.create("template1")
    url = postgres_18.database_url(production)
    demo.fill(url, scale=SCALE)
    [warehouse] = found = list(_one(postgres_18))
    request = Request(tuple(ConnectedSource(source, url, "demo") for source in SOURCES), "test")
    outcome = run_sync(warehouse, request)
    assert outcome.status == "succeeded", outcome.messages
    assert found
    with warehouse.connect() as connection:
        name = connection.info.dbname
    warehouse.dispose()
    yield name
    postgres_18.drop(production)


def _one(server: Server) -> Iterator[Warehouse]:
    yield next(_warehouse(server))


@pytest.fixture
def here(postgres_18: Server, loaded: str) -> Iterator[Warehouse]:
    """A copy of it."""
    yield from _warehouse(postgres_18, loaded)


def counts(warehouse: Warehouse) -> Counts:
    """Rows of each table."""
    with warehouse.connect() as connection:
        tables = connection.execute(
            "select format('%I.%I', schemaname, tablename) from pg_tables "
            "where schemaname not in ('pg_catalog', 'information_schema')"
        ).fetchall()
        found = {}
        for (table,) in tables:
            row = connection.execute(f"select count(*) from {table}").fetchone()  # type: ignore[call-overload]
            assert row
            found[table] = int(row[0])
        return found


def test_a_warehouse_from_which_all_is_cleared_is_as_a_new_one(here: Warehouse, warehouse_18: Warehouse) -> None:
    full, new = counts(here), counts(warehouse_18)
    assert sum(rows > new[table] for table, rows in full.items()) > 60
    clearing.clear(here, dict.fromkeys(domain.source for domain in DOMAINS))
    left = {table for table, rows in counts(here).items() if rows != new[table]}
    # They tell of the warehouse's own work, and of no row.
    assert left == {"ops.mv_refresh_log", "ops.rollup_run"}


@pytest.mark.parametrize("source", [domain.source for domain in DOMAINS])
def test_what_others_own_stays(here: Warehouse, source: str) -> None:
    before = counts(here)
    clearing.clear(here, {source: None})
    after = counts(here)
    mine = {
        schema for domain in DOMAINS if domain.source == source for schema in (domain.raw_schema, domain.derived_schema)
    }
    changed = {table for table in before if after[table] != before[table]}
    assert changed
    assert {table for table in changed if table.split(".")[0] not in {*mine, "ops"}} == set()
    with here.connect() as connection:
        others = connection.execute("select count(*) from ops.source_origin").fetchone()
        assert others == (len(DOMAINS) - 1,)


def test_facts_add_up_after_it(here: Warehouse) -> None:
    clearing.clear(here, {"academy": None})
    assert [one.source for one in run_self_check(here) if not one.is_well] == []
