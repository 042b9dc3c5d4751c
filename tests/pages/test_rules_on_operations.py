"""Operations shows the rules, tells what another value would do, and puts it in force for whoever may."""

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from db.rules import functions
from db.settings import settings
from db.warehouse import Warehouse
from tests import warehouses
from tests.conftest import Server
from tests.factories import rows
from tests.pages.conftest import OpenPage

RULE = "ngeshare.active_days"


@pytest.fixture
def own(postgres_18: Server) -> Iterator[Warehouse]:
    """A simulated organisation whose rules a test may change."""
    names = [postgres_18.create("atalaya_template"), postgres_18.create("template1")]
    warehouse = Warehouse(postgres_18.database_url(names[0]))
    warehouses.fill(warehouse, postgres_18.database_url(names[1]))
    yield warehouse
    warehouse.dispose()
    for name in names:
        postgres_18.drop(name)


def opened(open_page: OpenPage, warehouse: Warehouse, rule: str = RULE) -> AppTest:
    app = open_page(warehouse, "operations", language="en", show="rules", rule=rule)
    assert not app.exception
    return app


def entered(app: AppTest, text: str, rule: str = RULE) -> AppTest:
    return app.text_input(key=f"rule_{rule}").set_value(text).run()


def in_force(warehouse: Warehouse) -> object:
    with warehouse.connect() as connection:
        return functions.in_force(connection)[RULE]


def test_a_value_is_tried_and_then_applied(
    own: Warehouse, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = entered(opened(open_page, own), "3")
    app.button(key=f"preview_{RULE}").click().run()
    assert any("Active groups: " in text.value and "→" in text.value for text in app.markdown)
    assert in_force(own) == 28
    app.button(key=f"apply_{RULE}").click().run()
    assert not app.exception
    assert in_force(own) == 3
    with own.connect() as connection:
        assert rows(connection, "select key, old, new, changed_by from ops.rule_change") == [
            ("active_days", 28, 3, "anonymous")
        ]
    # A value that was tried before another was entered is not offered.
    app = entered(opened(open_page, own), "4")
    assert not [button for button in app.button if button.key == f"apply_{RULE}"]
    home = open_page(own, "home", language="en")
    assert "Meetings in 3 days" in [metric.label for metric in home.metric]


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (RULE, "0"),
        (RULE, "many"),
        (RULE, "28.5"),
        ("academy.wau_days", "31"),
        ("academy.dayparts", "[[1, 2]]"),
        ("ngeshare.courses", "[]"),
        ("teloo.refresh_at", "25:00"),
    ],
)
def test_what_a_rule_may_not_be_is_said_and_not_tried(
    rule: str, text: str, full_warehouse: Warehouse, open_page: OpenPage
) -> None:
    app = entered(opened(open_page, full_warehouse, rule), text, rule)
    assert len(app.error) == 1
    assert not [button for button in app.button if button.key == f"preview_{rule}"]


def test_where_a_token_is_set_it_is_asked_for(
    full_warehouse: Warehouse, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = settings().model_copy(update={"api_token": "open sesame"})
    monkeypatch.setattr("analytics.ui.permission.settings", lambda: asked)
    app = entered(opened(open_page, full_warehouse), "3")
    app.button(key=f"preview_{RULE}").click().run()
    token = f"token_{RULE}"
    assert not [button for button in app.button if button.key == f"apply_{RULE}"]
    app.text_input(key=token).set_value("close sesame").run()
    assert [error.value for error in app.error] == ["That is not the token."]
    app.text_input(key=token).set_value("open sesame").run()
    assert [button for button in app.button if button.key == f"apply_{RULE}"]
