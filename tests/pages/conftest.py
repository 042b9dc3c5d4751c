"""Pages as a reader sees them, without a browser, on an empty and on a full warehouse."""

import runpy
from collections.abc import Callable, Iterator
from functools import cache

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from analytics.ui.i18n import LOCALE_DIRECTORY
from db.warehouse import Warehouse
from tests import warehouses
from tests.conftest import Server
from tests.patience import LONG_ENOUGH_SECONDS

HOME = LOCALE_DIRECTORY.parent / "Home.py"

PAGES = tuple(sorted(path.stem for path in HOME.parent.glob("pages/*.py") if path.stem != "__init__"))

FIGURES = tuple(page for page in PAGES if page != "bring_data")
"""Pages that show what the warehouse holds; the other one brings it."""

OpenPage = Callable[..., AppTest]
OpenHead = Callable[[Warehouse, str], AppTest]


@pytest.fixture(scope="session")
def full_warehouse(postgres_18: Server) -> Iterator[Warehouse]:
    """A simulated organisation, for tests that only read."""
    names = [postgres_18.create("atalaya_template"), postgres_18.create("template1")]
    warehouse = Warehouse(postgres_18.database_url(names[0]))
    warehouses.fill(warehouse, postgres_18.database_url(names[1]))
    yield warehouse
    warehouse.reader.dispose()
    for name in names:
        postgres_18.drop(name)


def run_home(path: str) -> None:
    """Runs the script that frames every page."""
    runpy.run_path(path, run_name="__main__")


@pytest.fixture(scope="session", autouse=True)
def installed_components() -> Iterator[None]:
    """What Streamlit's components are, found once: AppTest would look through all installed packages for each page."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenPage]:
    """Opens a page of a warehouse, with what the URL says after the question mark."""

    def opened(warehouse: Warehouse, name: str, *, browser: str = "en-US", **url: str | list[str]) -> AppTest:
        monkeypatch.setattr("db.warehouse.current", lambda: warehouse)
        app = AppTest.from_file(str(HOME), default_timeout=LONG_ENOUGH_SECONDS)
        app.context["locale"] = browser
        app.query_params.update(url)
        return app.run() if name == "home" else app.switch_page(f"pages/{name}.py").run()

    # AppTest takes a folder named pages for Streamlit's older kind of app, in which no Home.py frames a page; the
    # server does not (app.py).
    monkeypatch.setattr("streamlit.runtime.scriptrunner.script_runner._mpa_v1", run_home)
    st.cache_data.clear()
    yield opened
    st.cache_data.clear()


def head_of_a_page(name: str) -> None:
    """A page that has nothing but its head."""
    from analytics import ui
    from analytics.ui import shown_page

    shown_page.running.set(name)
    ui.page("Title", "What it answers.")


@pytest.fixture
def open_head(monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenHead]:
    """Draws the head of a page by the name of its file."""

    def opened(warehouse: Warehouse, name: str) -> AppTest:
        monkeypatch.setattr("db.warehouse.current", lambda: warehouse)
        app = AppTest.from_function(head_of_a_page, args=(name,), default_timeout=LONG_ENOUGH_SECONDS)
        app.context["locale"] = "en-US"
        app.run()
        assert not app.exception
        return app

    st.cache_data.clear()
    yield opened
    st.cache_data.clear()
