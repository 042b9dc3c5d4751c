"""The API in this process, on a warehouse of the test's own."""

from collections.abc import Callable, Iterator

import pytest
from starlette.testclient import TestClient

from analytics import api
from db import settings as configuration
from db import warehouse as warehouses
from db.warehouse import Warehouse


@pytest.fixture
def client(warehouse_18: Warehouse, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """Asks the API as a program on the same machine would."""
    monkeypatch.setattr(warehouses, "current", lambda: warehouse_18)
    with TestClient(api.create(), raise_server_exceptions=False) as asking:
        yield asking


@pytest.fixture
def setting(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, str], None]]:
    """Gives a setting a value for this test."""

    def choose(name: str, value: str) -> None:
        monkeypatch.setenv(name, value)
        configuration.settings.cache_clear()

    yield choose
    monkeypatch.undo()
    configuration.settings.cache_clear()
