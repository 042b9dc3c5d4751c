"""A production and the warehouse that has loaded it, made once for a module and cloned for each of its tests."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg

from db.warehouse import Warehouse
from sync.endpoints.connected import ConnectedSource
from sync.run.every_source import run_sync
from sync.run.request import Request
from sync.specifications import source_named
from tests.conftest import Server, _warehouse
from tests.factories import Connection


@dataclass(frozen=True)
class Preloaded:
    """The names of both databases."""

    production: str
    warehouse: str


@contextmanager
def preloaded_with(server: Server, empty_production: str, write: Callable[[Connection], None]) -> Iterator[Preloaded]:
    """What a function writes into ngeshare's production, and the first load of it."""
    production = server.create(empty_production)
    url = server.database_url(production)
    with psycopg.connect(url, autocommit=True) as connection:
        write(connection)
    with contextmanager(_warehouse)(server) as warehouse:
        request = Request((ConnectedSource(source_named("ngeshare"), url),), "test")
        assert run_sync(warehouse, request).status == "succeeded"
        yield Preloaded(production, name_of(warehouse))
    server.drop(production)


def name_of(warehouse: Warehouse) -> str:
    """The name of its database; no session of ours may be left in it when it is cloned."""
    with warehouse.connect() as connection:
        name = connection.info.dbname
    warehouse.dispose()
    return name
