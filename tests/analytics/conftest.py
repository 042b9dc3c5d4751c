"""The process's warehouse is the test's."""

import pytest
import streamlit as st

from db.warehouse import Warehouse


@pytest.fixture
def reading(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> Warehouse:
    """The query layer reads from this warehouse, empty but migrated, on each server in turn."""
    monkeypatch.setattr("db.warehouse.current", lambda: warehouse)
    st.cache_data.clear()
    return warehouse
