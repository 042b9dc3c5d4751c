"""An empty warehouse whose views look from noon on 15 June 2026 in Jakarta; nothing that a test writes is kept."""

from collections.abc import Iterator

import pytest

from db.warehouse import Warehouse
from tests.conftest import Server
from tests.factories import Connection, look_from


@pytest.fixture(scope="session")
def warehouses() -> dict[Server, Warehouse]:
    """One database per server for all these tests: each leaves it as it was."""
    return {}


@pytest.fixture
def connection(server: Server, warehouses: dict[Server, Warehouse]) -> Iterator[Connection]:
    if server not in warehouses:
        warehouses[server] = Warehouse(server.database_url(server.create("atalaya_template")))
    with warehouses[server].connect() as opened, opened.transaction(force_rollback=True):
        look_from(opened, "2026-06-15")
        yield opened
