"""An empty warehouse, written by its owner; nothing that a test writes is kept."""

import pytest

from db.warehouse import Warehouse
from tests.conftest import SharedWarehouse
from tests.factories import Connection


@pytest.fixture
def warehouse(shared_warehouse: SharedWarehouse) -> Warehouse:
    """The warehouse that the test's connection writes to, for whoever has to lock it as well."""
    return shared_warehouse.warehouse


@pytest.fixture
def connection(rolled_back: Connection) -> Connection:
    return rolled_back
