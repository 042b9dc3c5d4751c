"""What the address asks for and the data do not know stays: shown as such, with its 0 rows, the address as it was."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from analytics.ui import moment
from analytics.ui.filters import session_key
from db.warehouse import Warehouse
from tests.pages.conftest import PAGES, OpenPage
from tests.pages.test_pages import fine
from tests.pages.test_urls import LINKS

WORDS = {"measure", "rank", "months", "trend", "hours", "hour", "show", "away"}
"""Which picture or part is shown, out of a few that are always the same: no filter, so nothing is left out by it."""

NO_FILTERS = {"as_of", "language", "search", "after"}


def asked_for() -> list[tuple[str, str, str]]:
    """Every parameter of every page, with the part of the page in which it counts."""
    found = {}
    for link in LINKS:
        parts = urlsplit(link.url)
        given = dict(parse_qsl(parts.query))
        for name in given.keys() - NO_FILTERS:
            page = parts.path.strip("/") or "home"
            found[page, name] = given.get("show", "") if name != "show" else ""
    return [(page, name, part) for (page, name), part in sorted(found.items())]


def control(app: AppTest, name: str) -> Any:
    """The control of a parameter, of whatever kind."""
    kinds = (app.multiselect, app.selectbox, app.segmented_control, app.date_input)
    [found] = [control for kind in kinds for control in kind if control.key == session_key(name)]
    return found


FILTERS = [(page, name, part) for page, name, part in asked_for() if name not in {*WORDS, "from", "until"}]
# Its questions take long where one level is asked for; that of the advisors is the same control.
CASES = [
    pytest.param(*case, marks=pytest.mark.check if case[0] == "engagement_panel" else (), id="-".join(case[:2]))
    for case in FILTERS
]


def test_every_kind_of_parameter_is_asked_for() -> None:
    assert {"city", "course", "level", "school", "video", "flow", "student", "run"} <= {name for _, name, _ in FILTERS}
    assert {name for _, name, _ in asked_for()} >= WORDS | {"from", "until"}


@pytest.mark.parametrize(("page", "name", "part"), CASES)
def test_a_filter_that_names_what_is_gone_stays_and_finds_nothing(
    page: str, name: str, part: str, full_warehouse: Warehouse, open_page: OpenPage
) -> None:
    # A day and a goal are those of a student who has none.
    url = {"language": "en", name: "Xyzzy", **({"show": part} if part else {})}
    if name in {"day", "goal"}:
        url["student"] = someone(full_warehouse, open_page)
    app = open_page(full_warehouse, page, **url)
    assert fine(app)
    assert app.query_params == url
    found = control(app, name)
    assert found.value in ("Xyzzy", ["Xyzzy"])
    assert "Xyzzy (none now)" in found.options
    assert narrowed_to_nothing(app, name)


def someone(warehouse: Warehouse, open_page: OpenPage) -> str:
    with warehouse.connect() as connection:
        found = connection.execute("select student_id::text from timeline.v_goal_activity limit 1").fetchone()
    assert found
    return str(found[0])


NARROWED = {"flow": "flow_target", "day": "activity_type", "goal": "activity_type"}
"""Of what is chosen in a picture: a column of the one table that it narrows."""

OF_ALL = {"kind", "view_name"}
"""Columns of the lists that stand below what is chosen and are of all, by their headings: runs, refreshed views."""


def narrowed_to_nothing(app: AppTest, name: str) -> bool:
    """No table that the filter narrows has a row, or a number that is not zero."""
    tables = [table.value for table in app.main.dataframe if not OF_ALL & {*table.value.columns}]
    if column := NARROWED.get(name):
        tables = [table for table in tables if column in table.columns]
    return all(table.empty or not table.select_dtypes("number").fillna(0).any(axis=None) for table in tables)


@pytest.mark.parametrize(("page", "name"), [(page, name) for page, name, _ in asked_for() if name in WORDS])
def test_a_word_that_there_is_not_says_what_is_shown_instead(
    page: str, name: str, full_warehouse: Warehouse, open_page: OpenPage
) -> None:
    app = open_page(full_warehouse, page, language="en", **{name: "Xyzzy"})
    assert fine(app)
    assert app.query_params[name] == "Xyzzy"
    assert any("“Xyzzy”, which there is not here" in info.value for info in app.main.info)


@pytest.mark.parametrize("name", ["from", "until"])
def test_a_day_that_is_none_finds_nothing_and_is_said(
    name: str, full_warehouse: Warehouse, open_page: OpenPage
) -> None:
    app = open_page(full_warehouse, "student_timeline", language="en", **{name: "2026-02-30"})
    assert fine(app)
    assert app.query_params[name] == "2026-02-30"
    assert any("“2026-02-30” is no day" in info.value for info in app.main.info)
    assert not app.main.dataframe


def test_the_chip_says_so_in_each_language(full_warehouse: Warehouse, open_page: OpenPage) -> None:
    said = {
        language: open_page(full_warehouse, "rescue_list", language=language, city="Xyzzy")
        .multiselect(key="choice_city")
        .options[-1]
        for language in ("en", "es", "id")
    }
    assert said == {"en": "Xyzzy (none now)", "es": "Xyzzy (ninguno ahora)", "id": "Xyzzy (sekarang tidak ada)"}


def test_a_name_in_a_link_is_never_taken_for_a_longer_one(full_warehouse: Warehouse, open_page: OpenPage) -> None:
    city = next(city for city in open_page(full_warehouse, "rescue_list").multiselect(key="choice_city").options)
    app = open_page(full_warehouse, "rescue_list", language="en", city=city[:-1])
    assert app.multiselect(key="choice_city").value == [city[:-1]]


def test_a_city_that_is_gone_under_another_day_comes_back_with_today(
    full_warehouse: Warehouse, open_page: OpenPage
) -> None:
    app = open_page(full_warehouse, "rescue_list", language="en")
    before = len(app.dataframe[0].value)
    city = app.dataframe[0].value["city"].iloc[0]
    app.multiselect(key="choice_city").set_value([city]).run()
    narrowed = len(app.dataframe[0].value)
    app.date_input(key="choice_as_of").set_value(date(2019, 1, 1)).run()
    assert app.query_params["city"] == city
    app.date_input(key="choice_as_of").set_value(None).run()
    assert app.multiselect(key="choice_city").value == [city]
    assert len(app.dataframe[0].value) == narrowed < before


UNREADABLE = [
    "2026-02-30",
    "yesterday",
    "1999-12-31",
    "0000-00-00",
    str(moment.today() + timedelta(days=1)),
    "9999-12-31",
]


@pytest.mark.parametrize("page", PAGES)
def test_a_day_from_which_nobody_can_look_shows_no_figure_and_leads_to_today(
    page: str, full_warehouse: Warehouse, open_page: OpenPage
) -> None:
    asked = UNREADABLE[PAGES.index(page) % len(UNREADABLE)]
    app = open_page(full_warehouse, page, language="en", as_of=asked)
    assert fine(app)
    assert app.query_params["as_of"] == asked
    [line] = app.main.info
    assert line.value.startswith(f"“{asked}” is no day that one can look from")
    assert not app.main.metric and not app.main.dataframe and not app.main.header
    [button] = app.main.button
    assert button.label == "Look from today"
    button.click().run()
    assert fine(app)
    assert "as_of" not in app.query_params
    assert app.main.header


def test_today_is_a_day_to_look_from(full_warehouse: Warehouse, open_page: OpenPage) -> None:
    app = open_page(full_warehouse, "rescue_list", language="en", as_of=str(moment.today()))
    assert fine(app)
    assert app.main.metric
