"""A selected row is known by its key, in the address: whatever happens to the list, what is open is about that row."""

import ast
import random
from dataclasses import dataclass
from itertools import product

import pytest
from streamlit.testing.v1 import AppTest

from analytics.ui import moment, selection
from db.settings import PROJECT
from db.warehouse import Warehouse
from tests.advisors import marketplace
from tests.ops import records
from tests.pages.conftest import OpenPage
from tests.pages.test_pages import fine
from tests.pages.ticking import table_of, tick, ticked
from tests.timeline.school import add, found, key

GONE = "The row that was selected is not in this list now."
BY_PLACE = "This link names a row by its place in the list, where another may stand today. Select the row again."
NAMES = ("Ana", "Beto", "Celia", "Dora")


@dataclass(frozen=True)
class Choosing:
    """A table whose rows can be selected."""

    page: str
    url: dict[str, str]
    table: str
    name: selection.Name
    column: str


TABLES = (
    Choosing("advisor_rankings", {}, "advisors", "advisor", "asesor_id"),
    Choosing("classroom_sessions", {"hours": "720"}, "classroom_sessions", "session", "session_id"),
    Choosing("student_timeline", {}, "latest", "activity", "id"),
    Choosing("student_timeline", {"show": "waiting"}, "waiting", "activity", "id"),
    Choosing("student_timeline", {"show": "video"}, "video_activities", "activity", "id"),
)


@pytest.fixture
def trade(warehouse_18: Warehouse) -> Warehouse:
    """Four advisors in two cities, ranked by their names: each has one winning offer less than the one before."""
    with warehouse_18.connect() as connection:
        for number, name in enumerate(NAMES, start=1):
            marketplace.advisor(connection, number, nombre=name, ciudad="Cali" if number % 2 else "Bogotá")
        for advisor, offers in ((1, 9), (2, 8), (3, 7), (4, 6)):
            for number in range(offers):
                marketplace.offer(connection, advisor * 10 + number, asesor_id=advisor, ganadora=True)
        connection.execute("update teloo.ofertas set created_at = now() - interval '1 minute'")
        connection.execute("select kpi.refresh_all_mv()")
        records.run(connection, 1, "teloo")
    return warehouse_18


def opened(app: AppTest) -> list[str]:
    """Which advisors stand in full below the list."""
    assert fine(app)
    return [name for name in NAMES if any(text.value == f"**{name}**" for text in app.main.markdown)]


def said(app: AppTest) -> list[str]:
    return [info.value for info in app.main.info]


@pytest.mark.parametrize("choosing", TABLES, ids=lambda choosing: f"{choosing.page}-{choosing.table}")
def test_a_tick_writes_the_key_of_its_row_and_a_link_with_it_ticks_that_row(
    choosing: Choosing, full_warehouse: Warehouse, open_page: OpenPage
) -> None:
    app = open_page(full_warehouse, choosing.page, language="en", **choosing.url)
    place = random.Random(choosing.table).randrange(len(table_of(app, choosing.table).value))
    shown = table_of(app, choosing.table).value
    tick(app, choosing.table, place)
    assert fine(app)
    chosen = app.query_params[choosing.name]
    again = open_page(full_warehouse, choosing.page, language="en", **choosing.url, **{choosing.name: chosen})
    assert fine(again)
    assert GONE not in said(again)
    assert ticked(again, choosing.table) == [place]
    assert str(table_of(again, choosing.table).value.iloc[place].tolist()) == str(shown.iloc[place].tolist())
    tick(again, choosing.table)
    assert choosing.name not in again.query_params


@pytest.mark.parametrize("choosing", TABLES, ids=lambda choosing: f"{choosing.page}-{choosing.table}")
def test_a_link_that_names_a_row_by_its_position_opens_none_and_says_so(
    choosing: Choosing, full_warehouse: Warehouse, open_page: OpenPage
) -> None:
    app = open_page(full_warehouse, choosing.page, language="en", **choosing.url, **{choosing.name: "2"})
    assert fine(app)
    assert said(app) == [BY_PLACE]
    assert ticked(app, choosing.table) == []


def test_after_a_filter_the_same_advisor_is_open_or_none(trade: Warehouse, open_page: OpenPage) -> None:
    app = open_page(trade, "advisor_rankings", language="en")
    tick(app, "advisors", 2)
    assert opened(app) == ["Celia"]
    app.multiselect(key="choice_city").select("Cali").run()
    assert (opened(app), ticked(app, "advisors")) == (["Celia"], [1])
    app.multiselect(key="choice_city").set_value(["Bogotá"]).run()
    assert (opened(app), ticked(app, "advisors"), said(app)) == ([], [], [GONE])
    app.multiselect(key="choice_city").set_value([]).run()
    assert (opened(app), ticked(app, "advisors"), said(app)) == (["Celia"], [2], [])


def test_a_list_without_rows_says_that_the_selected_one_is_not_in_it(trade: Warehouse, open_page: OpenPage) -> None:
    app = open_page(trade, "advisor_rankings", language="en")
    tick(app, "advisors", 0)
    app.text_input(key="search").set_value("nobody").run()
    assert (opened(app), said(app)) == ([], [GONE])


def test_after_another_order_and_in_another_language_the_same_advisor_is_open(
    trade: Warehouse, open_page: OpenPage
) -> None:
    app = open_page(trade, "advisor_rankings", language="en")
    tick(app, "advisors", 1)
    for change in product(("city", "country"), ("es", "id")):
        app.segmented_control(key="choice_rank").set_value(change[0]).run()
        app.segmented_control(key="choice_language").set_value(change[1]).run()
        assert opened(app) == ["Beto"]


def test_after_a_sync_that_moves_the_rows_the_same_advisor_is_open(trade: Warehouse, open_page: OpenPage) -> None:
    app = open_page(trade, "advisor_rankings", language="en")
    tick(app, "advisors", 3)
    assert opened(app) == ["Dora"]
    with trade.connect() as connection:
        for number in range(20):
            marketplace.offer(connection, 100 + number, asesor_id=4, ganadora=True, created_at="2026-01-01")
        connection.execute("update teloo.ofertas set created_at = now() - interval '1 minute'")
        connection.execute("select kpi.refresh_all_mv()")
        connection.execute("update ops.data_version set version = version + 1")
    moment.data_version.clear()
    app.run()
    assert table_of(app, "advisors").value["asesor_nombre"].iloc[0] == "Dora"
    assert (opened(app), ticked(app, "advisors")) == (["Dora"], [0])


def test_a_position_that_comes_late_means_the_row_that_stood_there(trade: Warehouse, open_page: OpenPage) -> None:
    """The browser reports a tick of the list as it was, while the server already has another one."""
    app = open_page(trade, "advisor_rankings", language="en")
    before = table_of(app, "advisors").proto.id
    app.multiselect(key="choice_city").set_value(["Bogotá"]).run()
    assert table_of(app, "advisors").proto.id != before


def test_another_page_of_a_list_closes_what_was_open_and_the_first_opens_it_again(
    warehouse_18: Warehouse, open_page: OpenPage
) -> None:
    with warehouse_18.connect() as connection:
        found(connection)
        for number in range(60):
            add(
                connection, "daily_notes", f"note {number}", student_id="bo", content=f"note number {number}",
                created_at=f"2026-05-01 12:00:{number}+00",
            )  # fmt: skip
        records.run(connection, 1, "learning")
    app = open_page(warehouse_18, "student_timeline", student=key("bo"), language="en")
    tick(app, "day_activities", 5)
    told = [text.value for text in app.main.text]
    assert any(text.startswith("note number ") for text in told)
    app.button(key="next_day_activities").click().run()
    assert (said(app), [text.value for text in app.main.text]) == ([GONE], [])
    app.button(key="first_day_activities").click().run()
    assert [text.value for text in app.main.text] == told


def test_a_selected_row_without_content_opens_what_is_known_of_it(warehouse_18: Warehouse, open_page: OpenPage) -> None:
    with warehouse_18.connect() as connection:
        found(connection)
        records.run(connection, 1, "learning")
    app = open_page(warehouse_18, "student_timeline", student=key("ana"), type="course_enrollment", language="en")
    tick(app, "day_activities", 0)
    assert fine(app)
    assert {"Ana", "Course"} <= {text.value for text in app.main.text}


def test_what_row_is_selected_is_no_filter_of_the_list_in_the_access_log(
    trade: Warehouse, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted: list[dict[str, str]] = []
    monkeypatch.setattr("analytics.ui.access.logged_as", lambda question: question.name)
    monkeypatch.setattr("db.access_log.record", lambda _who, _way, _what, chosen, _rows: noted.append(chosen))
    app = open_page(trade, "advisor_rankings", language="en")
    before = len(noted)
    tick(app, "advisors", 1)
    assert opened(app) == ["Beto"]
    assert len(noted) == before


DRAWING = sorted([*PROJECT.glob("pages/*.py"), *PROJECT.glob("analytics/ui/**/*.py")])
ITS_ROOM = {"selection.py", "tables.py"}


def by_position(tree: ast.Module) -> list[str]:
    """What reads a selection, offers one, or takes a row by a place that is no constant."""
    reads = [
        node
        for node in ast.walk(tree)
        if (isinstance(node, ast.Attribute) and ast.unparse(node).endswith("selection.rows"))
        or (isinstance(node, ast.Subscript) and ast.unparse(node).endswith("['selection']['rows']"))
    ]
    offers = [
        call
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "dataframe"
    ]
    places = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Subscript)
        and isinstance(node.value, ast.Attribute)
        and node.value.attr in {"iloc", "rows"}
        and not any(isinstance(part, ast.Constant | ast.Slice) for part in ast.walk(node.slice))
    ]
    return [ast.unparse(node) for node in (*reads, *offers, *places)]


def test_nothing_else_knows_where_a_selected_row_stands() -> None:
    knowing = {path.name: by_position(ast.parse(path.read_text(encoding="utf-8"))) for path in DRAWING}
    assert {name for name, found in knowing.items() if found} == ITS_ROOM


@pytest.mark.parametrize(
    "text",
    ["st.dataframe(frame, on_select='rerun')", "x = drawn.selection.rows", "detail(found.rows[position])",
     "[row] = rows(frame.iloc[[place]])", "state['selection']['rows']"],
)  # fmt: skip
def test_a_selection_by_position_is_found(text: str) -> None:
    assert by_position(ast.parse(text))
