"""A warehouse of the test's own, written by its owner."""

from collections.abc import Iterator

import pytest

from db.warehouse import Warehouse
from tests.factories import Connection


@pytest.fixture
def connection(warehouse: Warehouse) -> Iterator[Connection]:
    with warehouse.connect() as opened:
        yield opened
