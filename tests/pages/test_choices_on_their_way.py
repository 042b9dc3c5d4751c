"""Choices faster than the browser: none is lost, and what Back has undone stays undone, whatever is clicked next."""

import pytest
from streamlit.testing.v1 import AppTest

from db.warehouse import Warehouse
from tests.pages.conftest import OpenPage
from tests.pages.test_pages import fine

NAMES = ("course", "facilitator", "city")


@pytest.fixture
def app(full_warehouse: Warehouse, open_page: OpenPage) -> AppTest:
    return open_page(full_warehouse, "rescue_list", language="en")


def choose(app: AppTest, name: str) -> str:
    """Chooses the first of a list; answers with what."""
    control = app.multiselect(key=f"choice_{name}")
    control.select(control.options[0]).run()
    assert fine(app)
    return str(control.options[0])


def chosen(app: AppTest) -> list[str]:
    """Which lists the address names a choice of."""
    return [name for name in NAMES if name in app.query_params]


def says(app: AppTest, *names: str) -> None:
    """The browser's next message comes with an address that has only these choices."""
    for name in NAMES:
        if name not in names:
            app.query_params.pop(name, None)


def test_a_choice_of_which_the_browser_has_not_heard_is_kept_with_the_next(app: AppTest) -> None:
    choose(app, "course")
    says(app)
    choose(app, "city")
    assert chosen(app) == ["course", "city"]
    says(app)
    choose(app, "facilitator")
    assert chosen(app) == list(NAMES)


def test_a_choice_is_kept_that_the_browser_has_heard_of_when_it_has_not_of_the_next(app: AppTest) -> None:
    choose(app, "course")
    choose(app, "city")
    says(app, "course")
    choose(app, "facilitator")
    assert chosen(app) == list(NAMES)


def test_what_back_has_undone_stays_undone_when_a_click_follows_at_once(app: AppTest) -> None:
    """Streamlit then sends the click alone, with the address of before, and does not say that the reader went back."""
    choose(app, "course")
    app.run()
    says(app)
    choose(app, "city")
    assert chosen(app) == ["city"]


def test_a_choice_that_is_let_go_at_once_does_not_come_back(app: AppTest) -> None:
    choose(app, "course")
    app.multiselect(key="choice_course").set_value([]).run()
    assert chosen(app) == []
    choose(app, "city")
    assert chosen(app) == ["city"]
