"""Productions of all five sources in one database, the warehouse, and ways to sync and to look from outside."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
import pytest
import tenacity

from db.warehouse import Warehouse
from sources import demo
from sync.run.every_source import Outcome
from tests.conftest import TEMPLATE, Database, Server, _warehouse
from tests.factories import Connection, rows
from tests.faults.pair import Pair
from tests.faults.processes import Command, commands
from tests.preloaded import Preloaded

Sync = Callable[..., Outcome]
NewPair = Callable[[], Pair]


@pytest.fixture(autouse=True)
def impatience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Retries follow each other at once; how long a sync waits between them is not what is tried here."""
    monkeypatch.setattr("tenacity.wait_exponential_jitter", lambda **_: tenacity.wait_fixed(0.02))


@pytest.fixture(scope="module")
def preloaded() -> Preloaded | None:
    """Modules whose tests begin with the same first load put theirs in its place; other tests begin with nothing."""
    return None


@pytest.fixture
def here(postgres_18: Server, preloaded: Preloaded | None) -> Iterator[Warehouse]:
    """The warehouse of the test."""
    yield from _warehouse(postgres_18, preloaded.warehouse if preloaded else TEMPLATE)


@pytest.fixture(scope="session")
def empty_productions(postgres_18: Server) -> Iterator[str]:
    """Name of a database with the tables of all sources, those that nobody copies too."""
    name = postgres_18.create("template1")
    with psycopg.connect(postgres_18.database_url(name), autocommit=True) as connection:
        connection.execute("set client_min_messages = warning")
        for production in demo.productions():
            connection.execute((production.directory / "production.sql").read_bytes())
        connection.execute(
            """insert into "CircleProfile" (id, "updatedAt", name, slug) values ('circle', now(), 'Circle', 'circle')"""
        )
        _let_tests_leave_out(connection, postgres_18)
    yield name
    postgres_18.drop(name)


@pytest.fixture
def source(postgres_18: Server, empty_productions: str, preloaded: Preloaded | None) -> Iterator[Database]:
    """A database with the five productions, empty."""
    name = postgres_18.create(preloaded.production if preloaded else empty_productions)
    yield Database(postgres_18.database_url(name))
    postgres_18.drop(name)


@pytest.fixture
def pair(source: Database, here: Warehouse) -> Pair:
    return Pair(source.url, here)


@pytest.fixture
def new_pair(postgres_18: Server, source: Database) -> Iterator[NewPair]:
    """As many empty warehouses of the one production as the test asks for."""
    with ExitStack() as warehouses:
        yield lambda: Pair(source.url, warehouses.enter_context(contextmanager(_warehouse)(postgres_18)))


@pytest.fixture
def production(source: Database) -> Iterator[Connection]:
    """Writes into the productions."""
    with source.connect() as connection:
        yield connection


@pytest.fixture
def replica(here: Warehouse) -> Iterator[Connection]:
    """Reads the warehouse, under a name of its own: some tests end the sessions of the sync."""
    with psycopg.connect(here.url, autocommit=True, options="-c timezone=UTC", application_name="test") as connection:
        yield connection


@pytest.fixture
def sync(pair: Pair) -> Sync:
    """Runs one sync of ngeshare, or of the sources that are named."""
    return pair.sync


@pytest.fixture
def command(pair: Pair, tmp_path: Path) -> Iterator[Command]:
    """Starts `atalaya …` in a process of its own."""
    with commands(tmp_path) as start:
        yield lambda *words, **ways: start(pair, *words, **ways)


def _let_tests_leave_out(production: Connection, server: Server) -> None:
    """The columns that nobody copies may stay empty: tests write the others."""
    with psycopg.connect(server.database_url("atalaya_template")) as warehouse:
        known = set(rows(warehouse, _COLUMNS.format("true")))
    for schema, table, column in set(rows(production, _COLUMNS.format("is_nullable = 'NO'"))) - known:
        if any((schema, table) == known_column[:2] for known_column in known):
            production.execute(f'alter table {schema}."{table}" alter column "{column}" drop not null'.encode())


_COLUMNS = "select table_schema, table_name, column_name from information_schema.columns where {}"
