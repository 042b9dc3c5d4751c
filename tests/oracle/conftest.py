"""One connection for all the examples of a property; each is loaded in a transaction that never commits."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from db.warehouse import Warehouse


@pytest.fixture
def connection(warehouse: Warehouse) -> Iterator[psycopg.Connection[Any]]:
    with warehouse.connect() as opened:
        yield opened
