"""What follows from a question is said by nobody else, and every key figure has its definition."""

import ast

import pytest

from analytics.ui.i18n import LOCALE_DIRECTORY
from db.warehouse import Warehouse
from tests.pages.conftest import FIGURES, OpenPage
from tests.pages.test_pages import fine

PROJECT = LOCALE_DIRECTORY.parent

KNOWN_BY_THE_QUESTION = {"view", "domain", "live", "rows_of"}

WITHOUT_A_CHOICE = {"student_timeline": {"show": "waiting"}}
"""Pages that show key figures only once something is chosen."""


def repeated(call: ast.Call) -> set[str]:
    """Keyword arguments of a call that say again what a question knows; libraries have words of their own."""
    is_library = (
        isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id in {"alt", "elements", "st"}
    )
    return set() if is_library else {word.arg for word in call.keywords if word.arg in KNOWN_BY_THE_QUESTION}


def test_nothing_says_again_what_a_question_knows() -> None:
    paths = [PROJECT / "Home.py", *PROJECT.glob("pages/*.py"), *PROJECT.glob("analytics/ui/**/*.py")]
    calls = [
        (path, node) for path in paths for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)
    ]
    assert calls
    assert [(path.name, call.lineno) for path, call in calls if repeated(call)] == []


@pytest.mark.parametrize("name", FIGURES)
def test_every_key_figure_has_its_definition(name: str, full_warehouse: Warehouse, open_page: OpenPage) -> None:
    app = open_page(full_warehouse, name, language="en", **WITHOUT_A_CHOICE.get(name, {}))
    assert fine(app)
    assert 1 <= len(app.metric) <= 5
    assert [figure.label for figure in app.metric if not figure.help] == []
    labels = {button.label for button in app.main.button}
    assert "Definition" in labels


def test_the_definition_of_the_figures_opens_what_the_warehouse_says_of_them(
    full_warehouse: Warehouse, open_page: OpenPage
) -> None:
    app = open_page(full_warehouse, "rescue_list", language="en")
    app.button(key="definition_cards_people_of").click().run()
    assert fine(app)
    assert any("`ngeshare.people_of`" in text.value for text in app.markdown)
