"""Files are read back by libraries that Atalaya does not write them with."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import streamlit as st

from analytics import query
from analytics.files import file
from analytics.files.extract import Extract
from analytics.files.reading import opened
from db.warehouse import Warehouse
from tests.analytics.conftest import reading as reading
from tests.conftest import SharedWarehouse
from tests.pages.conftest import full_warehouse as full_warehouse

Select = Callable[..., Extract]


@pytest.fixture
def looking(shared_warehouse: SharedWarehouse, monkeypatch: pytest.MonkeyPatch) -> Warehouse:
    """The warehouse of all tests that leave it as it was, for those that only read; on each server in turn."""
    monkeypatch.setattr("db.warehouse.current", lambda: shared_warehouse.warehouse)
    st.cache_data.clear()
    return shared_warehouse.warehouse


@pytest.fixture
def select(looking: Warehouse) -> Select:
    """Rows of a statement, as the view that is named explains them."""

    def selected(statement: str, /, *, day: date | None = None, **given: Any) -> Extract:
        return Extract("file", query.Statement(statement, given, day), "timeline.activity_details")

    return selected


def written(extract: Extract, file_format: str, **how: Any) -> bytes:
    """The whole file."""
    with opened(extract) as reading:
        return b"".join(file.written(reading, file_format, **how))
