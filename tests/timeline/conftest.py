"""A school with one row of each kind and nothing wrong, seen from noon on 15 June 2026 in New York."""

from collections.abc import Iterator

import pytest

from db.warehouse import Warehouse
from tests.conftest import Server
from tests.factories import Connection, look_from
from tests.timeline import school

NOON = "2026-06-15 16:00:00"


@pytest.fixture(scope="session")
def warehouses() -> dict[Server, Warehouse]:
    """One database per server for all these tests: each leaves it as it was."""
    return {}


@pytest.fixture
def empty(server: Server, warehouses: dict[Server, Warehouse]) -> Iterator[Connection]:
    """A warehouse without a row."""
    if server not in warehouses:
        warehouses[server] = Warehouse(server.database_url(server.create("atalaya_template")))
    with warehouses[server].connect() as opened, opened.transaction(force_rollback=True):
        look_from(opened, NOON)
        yield opened


@pytest.fixture
def connection(empty: Connection) -> Connection:
    """The school."""
    school.found(empty)
    return empty
