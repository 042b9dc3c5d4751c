"""Whatever a section holds to click on lies in a part of the page, which is drawn again alone."""

import pytest
from streamlit.testing.v1 import AppTest

from db.warehouse import Warehouse
from tests.pages.conftest import PAGES, OpenPage
from tests.pages.test_pages import fine
from tests.patience import LONG_ENOUGH_SECONDS

ADDRESSES = [
    *((page, {}) for page in PAGES),
    *(("student_timeline", {"show": show}) for show in ("video", "goals", "waiting")),
    *(("operations", {"show": show}) for show in ("agreement", "quarantine", "quality", "classrooms", "access")),
    ("engagement_panel", {"hour": "3-12", "away": "7"}),
]

OF_THE_PAGE = ("choice_", "search", "as_of", "language", "pages_", "end_of_data")
"""Keys of what a whole page depends on: its filters, and what the frame carries."""


def outside_parts(app: AppTest) -> list[str]:
    """Keys of the controls whose use draws the whole page again."""
    known = app.session_state._state._state._new_widget_state.widget_metadata
    keys = {str(identity).rpartition("-")[2] for identity, control in known.items() if control.fragment_id is None}
    return sorted(key for key in keys if not key.startswith(OF_THE_PAGE))


@pytest.mark.parametrize(("page", "url"), ADDRESSES, ids=lambda value: str(value))
def test_only_filters_of_a_page_draw_all_of_it_again(
    open_page: OpenPage, full_warehouse: Warehouse, page: str, url: dict[str, str]
) -> None:
    app = open_page(full_warehouse, page, **url)
    assert fine(app)
    assert outside_parts(app) == []
    inside = app.session_state._state._state._new_widget_state.widget_metadata.values()
    assert any(control.fragment_id for control in inside)


def test_all_parts_of_a_page_may_fail_each_with_its_own_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forces a warehouse that goes away while a page is drawn."""
    nowhere = Warehouse("postgresql://nobody@127.0.0.1:1/nothing")
    monkeypatch.setattr("db.warehouse.current", lambda: nowhere)
    app = AppTest.from_function(two_footers, default_timeout=LONG_ENOUGH_SECONDS).run()
    assert not app.exception
    assert len(app.error) == len(app.button) == 2
    nowhere.dispose()


def two_footers() -> None:
    """A page whose two sections ask for something."""
    from analytics import query
    from analytics.ui.parts import part

    @part
    def footer(number: int) -> None:
        query.frame("select :number as number", number=number)

    footer(1)
    footer(2)
