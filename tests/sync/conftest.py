"""A production in a database of its own, a warehouse, and a sync between them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from db.warehouse import Warehouse
from sources.demo.curriculum import production as demo_production
from sync.endpoints.connected import ConnectedSource
from sync.run.every_source import Outcome, run_sync
from sync.run.request import Request
from sync.specifications import source_named
from tests.conftest import TEMPLATE, Database, Server, _warehouse
from tests.factories import Connection
from tests.preloaded import Preloaded

Sync = Callable[..., Outcome]


@pytest.fixture(scope="module")
def preloaded() -> Preloaded | None:
    """Modules whose tests begin with the same first load put theirs in its place; other tests begin with nothing."""
    return None


@pytest.fixture
def here(postgres_18: Server, preloaded: Preloaded | None) -> Iterator[Warehouse]:
    """The warehouse of the test; modules whose subject is SQL put both servers in its place."""
    yield from _warehouse(postgres_18, preloaded.warehouse if preloaded else TEMPLATE)


@pytest.fixture(scope="session")
def empty_production(postgres_18: Server) -> Iterator[str]:
    """Name of an empty ngeShare production, with tables and columns that nobody copies."""
    name = postgres_18.create("template1")
    with psycopg.connect(postgres_18.database_url(name), autocommit=True) as connection:
        connection.execute("set client_min_messages = warning")
        connection.execute((Path(demo_production.__file__).parent / "production.sql").read_bytes())
        connection.execute(
            """insert into "CircleProfile" (id, "updatedAt", name, slug) values ('circle', now(), 'Circle', 'circle')"""
        )
    yield name
    postgres_18.drop(name)


@pytest.fixture
def source(postgres_18: Server, empty_production: str, preloaded: Preloaded | None) -> Iterator[Database]:
    """An empty ngeShare production of the test's own."""
    name = postgres_18.create(preloaded.production if preloaded else empty_production)
    yield Database(postgres_18.database_url(name))
    postgres_18.drop(name)


@pytest.fixture
def production(source: Database) -> Iterator[Connection]:
    """Writes into the production."""
    with source.connect() as connection:
        yield connection


@pytest.fixture
def replica(here: Warehouse) -> Iterator[Connection]:
    """Reads the warehouse, under a name of its own: some tests end the sessions of the sync."""
    with psycopg.connect(here.url, autocommit=True, options="-c timezone=UTC") as connection:
        yield connection


@pytest.fixture
def sync(here: Warehouse, source: Database) -> Sync:
    """Runs one sync of the production into the warehouse."""

    def run(url: str = source.url, **options: bool | int) -> Outcome:
        return run_sync(here, request(url, **options))

    return run


def request(url: str, **options: bool | int) -> Request:
    return Request((ConnectedSource(source_named("ngeshare"), url),), "test", **options)
