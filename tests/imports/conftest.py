"""A desk: files in a directory, a database of imports and a warehouse, of the test's own."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

import db.warehouse as warehouses
from db.warehouse import Warehouse
from sources.imports import recipe, run
from sources.imports.draft import drafted
from sync.run.imports import Wish
from sync.service.imports import Done, run_import
from tests.conftest import Database


@dataclass(frozen=True)
class Desk:
    """Where somebody brings files."""

    path: Path
    warehouse: Warehouse
    database: Database

    def write(self, name: str, text: str) -> Path:
        """A file on the desk."""
        path = self.path / name
        path.write_text(text, encoding="utf-8")
        return path

    def bring(
        self,
        text: str,
        *,
        name: str = "test",
        progress: run.Progress = lambda step, rows: None,
        stop: threading.Event | None = None,
        **wish: Any,
    ) -> Done:
        """Imports what a recipe says; moments without an offset are UTC's unless it says otherwise."""
        return run_import(
            self.warehouse, recipe.read(text, name), self.path, Wish(**{"time_zone": "UTC"} | wish), progress, stop
        )

    def drop(self, *files: str, name: str = "test", as_shape: str = "", **wish: Any) -> Done:
        """Imports files of which nobody says what they are."""
        return run_import(
            self.warehouse, drafted(files, self.path, name, as_shape), self.path, Wish(**{"time_zone": "UTC"} | wish)
        )

    def imported(self, query: str) -> list[tuple[Any, ...]]:
        """Rows of the database of imports."""
        with psycopg.connect(self.database.url, autocommit=True, options="-c timezone=UTC") as connection:
            return connection.execute(query).fetchall()  # type: ignore[call-overload, no-any-return]

    def shown(self, query: str) -> list[tuple[Any, ...]]:
        """Rows of the warehouse."""
        with psycopg.connect(self.warehouse.url, autocommit=True, options="-c timezone=UTC") as connection:
            return connection.execute(query).fetchall()  # type: ignore[call-overload, no-any-return]


@pytest.fixture
def desk(
    warehouse_18: Warehouse,
    new_database: Callable[[], Database],
    tmp_path: Path,
    setting: Callable[[str, str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> Desk:
    """An empty desk before an empty warehouse."""
    database = new_database()
    setting("ATALAYA_IMPORTS_URL", database.url)
    monkeypatch.setattr(warehouses, "current", lambda: warehouse_18)
    return Desk(tmp_path, warehouse_18, database)
