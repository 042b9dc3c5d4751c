"""An empty warehouse, written by its owner; nothing that a test writes is kept."""

from collections.abc import Iterator

import pytest

from db.warehouse import Warehouse
from tests.conftest import Server
from tests.factories import Connection


@pytest.fixture(scope="session")
def warehouses() -> dict[Server, Warehouse]:
    """One database per server for all these tests: each leaves it as it was."""
    return {}


@pytest.fixture
def warehouse(server: Server, warehouses: dict[Server, Warehouse]) -> Warehouse:
    """The warehouse that the test's connection writes to, for whoever has to lock it as well."""
    if server not in warehouses:
        warehouses[server] = Warehouse(server.database_url(server.create("atalaya_template")))
    return warehouses[server]


@pytest.fixture
def connection(warehouse: Warehouse) -> Iterator[Connection]:
    with warehouse.connect() as opened, opened.transaction(force_rollback=True):
        yield opened
