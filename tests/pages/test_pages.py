"""Every page runs, whatever the warehouse holds and whatever language is spoken."""

from collections.abc import Sequence

import pytest
from _pytest.mark.structures import ParameterSet
from streamlit.testing.v1 import AppTest

from analytics.ui import i18n
from db.warehouse import Warehouse
from tests.conftest import Database
from tests.pages.conftest import FIGURES, PAGES, OpenPage


def title(name: str, language: str) -> str:
    """A page is called as its file is, in the reader's language."""
    return i18n.catalogue(language).gettext(name.replace("_", " ").title())


def fine(app: AppTest) -> bool:
    return not app.exception and not app.error


def each_page_in_a_language(pages: Sequence[str] = PAGES) -> list[ParameterSet]:
    """Each page, in one language after another; in the other languages where `make check` asks."""
    return [
        pytest.param(name, language, id=f"{name}-{language}", marks=() if at == place % 3 else pytest.mark.check)
        for place, name in enumerate(pages)
        for at, language in enumerate(i18n.LANGUAGES)
    ]


@pytest.mark.parametrize(("name", "language"), each_page_in_a_language())
def test_a_page_shows_a_full_warehouse(
    name: str, language: str, full_warehouse: Warehouse, open_page: OpenPage
) -> None:
    app = open_page(full_warehouse, name, language=language)
    assert fine(app)
    assert app.title[0].value == title(name, language)
    assert len(app.metric) <= 5
    assert app.header


@pytest.mark.parametrize(("name", "language"), each_page_in_a_language(FIGURES))
def test_a_page_of_an_empty_warehouse_says_what_would_be_here_and_offers_to_bring_it(
    name: str, language: str, warehouse_18: Warehouse, open_page: OpenPage
) -> None:
    app = open_page(warehouse_18, name, language=language)
    assert fine(app)
    assert app.title[0].value == title(name, language)
    assert [button.key for button in app.main.button] == ["sync_from_page"]


@pytest.mark.parametrize("name", sorted({*FIGURES} - {"operations", "advisor_rankings"}))
def test_a_page_looks_from_the_day_in_the_url(name: str, full_warehouse: Warehouse, open_page: OpenPage) -> None:
    app = open_page(full_warehouse, name, as_of="2026-03-01", language="en")
    assert fine(app)
    assert any("As of Mar 1, 2026" in caption.value for caption in app.caption)


def test_a_day_before_everything_says_so(full_warehouse: Warehouse, open_page: OpenPage) -> None:
    app = open_page(full_warehouse, "home", as_of="2001-01-01", language="en")
    assert fine(app)
    assert any("Nothing existed yet on Jan 1, 2001." in text.value for text in app.markdown)


def test_the_browser_chooses_the_language_when_nobody_else_does(full_warehouse: Warehouse, open_page: OpenPage) -> None:
    app = open_page(full_warehouse, "home", browser="es-EC")
    assert app.title[0].value == "Inicio"
    assert app.button(key="sync_now").label == "Sincronizar ahora"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_whose_warehouse_is_down_explains_instead_of_failing(name: str, open_page: OpenPage) -> None:
    nowhere = Warehouse("postgresql://nobody@127.0.0.1:1/nothing")
    app = open_page(nowhere, name, language="en")
    assert not app.exception
    assert "ATALAYA_WAREHOUSE_URL" in app.error[0].value
    assert [button.label for button in app.main.button] == ["Try again"]


def test_a_warehouse_that_was_never_migrated_says_which_command_helps(
    empty_database: Database, open_page: OpenPage
) -> None:
    warehouse = Warehouse(empty_database.url)
    app = open_page(warehouse, "home", language="en")
    warehouse.reader.dispose()
    assert not app.exception
    assert "atalaya migrate" in app.error[0].value
