"""The API in this process, on a warehouse of the test's own."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from analytics import api
from db import warehouse as warehouses
from db.warehouse import Warehouse


@pytest.fixture
def client(warehouse_18: Warehouse, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """Asks the API as a program on the same machine would."""
    monkeypatch.setattr(warehouses, "current", lambda: warehouse_18)
    with TestClient(api.create(), raise_server_exceptions=False) as asking:
        yield asking
