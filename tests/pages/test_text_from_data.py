"""Poisonous text in every column of every source: no page reads it as more than text, and no file does."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from analytics.rows import Row, rows
from analytics.ui import sections, selection
from analytics.ui.selection import Selection, selectable
from analytics.ui.tables import Columns
from db.rules import functions
from db.warehouse import OWNER, Warehouse
from tests import warehouses
from tests.conftest import Server
from tests.pages.conftest import PAGES, OpenPage
from tests.pages.poison import POISON, READ_AS_MORE, poison, poisoned, text_columns

SHOWN_AS_IT_IS = {
    ("Text", "body"),
    ("Code", "code_text"),
    ("Selectbox", "options"),
    ("Selectbox", "raw_value"),
    ("MultiSelect", "options"),
    ("MultiSelect", "raw_values"),
    ("TextInput", "default"),
    ("TextInput", "value"),
    # What a picture computes is looked at by itself.
    ("VegaLiteChart", "spec"),
    # So is the Sankey, in tests/analytics/test_names_on_the_sankey.py.
    ("EChartsChart", "spec"),
}
"""What is shown as text by itself."""

COMPUTED = {"labelExpr", "expr", "filter", "calculate", "test", "signal", "href", "url"}
"""What Vega runs, or opens."""

OPENED = [
    *({"page": name} for name in PAGES),
    *({"page": "operations", "show": part} for part in ("agreement", "quarantine", "quality", "classrooms", "access")),
    *({"page": "student_timeline", "show": part, "student": "+"} for part in ("days", "video", "goals")),
    {"page": "student_timeline", "show": "waiting"},
    {"page": "operations", "show": "rules"},
    {"page": "advisor_rankings", "search": "evil", "rank": "city"},
    {"page": "engagement_panel", "away": "7", "hour": "1-9"},
]


OPENING: dict[selection.Name, dict[str, str]] = {
    "advisor": {"page": "advisor_rankings", "search": "evil"},
    "session": {"page": "classroom_sessions", "hours": "720"},
    "activity": {"page": "student_timeline"},
    "left_out": {"page": "student_timeline", "show": "waiting"},
    "rejected_row": {"page": "operations", "show": "quarantine"},
    "rule": {"page": "operations", "show": "rules"},
}
"""On which page a row of each table that can be selected is opened."""


@pytest.fixture(scope="module")
def poisonous(postgres_18: Server) -> Iterator[Warehouse]:
    """A simulated organisation that somebody has written into."""
    names = [postgres_18.create("atalaya_template"), postgres_18.create("template1")]
    warehouse = Warehouse(postgres_18.database_url(names[0]))
    warehouses.fill(warehouse, postgres_18.database_url(names[1]))
    poison(warehouse)
    with warehouse.connect() as connection:
        connection.execute(f"set role {OWNER}")
        # Courses that somebody writes into the table are the rule.
        functions.ensure(connection)
    yield warehouse
    warehouse.reader.dispose()
    for name in names:
        postgres_18.drop(name)


def test_every_text_column_holds_it(poisonous: Warehouse) -> None:
    with poisonous.connect() as connection:
        columns = text_columns(connection)
        assert len(columns) > 90
        assert [column for column in columns if not poisoned(connection, *column)] == []


@pytest.mark.parametrize("opened", OPENED, ids=lambda opened: "-".join(opened.values()))
def test_no_page_reads_it_as_more_than_text(opened: dict[str, str], poisonous: Warehouse, open_page: OpenPage) -> None:
    url = {name: value for name, value in opened.items() if name != "page"}
    if url.get("student") == "+":
        url["student"] = busiest_poisoned_student(poisonous)
    app = open_page(poisonous, opened["page"], language="en", **url)
    assert not app.exception
    assert not app.error
    assert read_as_more(app) == []
    pictures = [json.loads(text) for kind, field, text in texts(app) if (kind, field) == ("VegaLiteChart", "spec")]
    assert [said for picture in pictures for said in computed_of(picture) if "evil" in said] == []


def test_every_table_whose_rows_can_be_selected_is_opened() -> None:
    assert set(OPENING) == selection.SELECTIONS


@pytest.mark.parametrize("name", sorted(selection.SELECTIONS))
def test_no_selected_row_reads_it_as_more_than_text(
    name: selection.Name, poisonous: Warehouse, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed: list[str] = []
    opened: list[Row] = []

    def watched(frame: pd.DataFrame, columns: Columns, *, key: str, selection: Selection) -> None:
        if selection.name == name:
            most_evil = max(rows(frame), key=lambda row: str(row).count("evil"))
            listed.append(str(most_evil[selection.column]))

        def noted(row: Row) -> None:
            opened.extend([row] if selection.name == name else [])
            selection.detail(row)

        selectable(frame, columns, key=key, selection=replace(selection, detail=noted))

    monkeypatch.setattr(sections, "selectable", watched)
    url = {parameter: value for parameter, value in OPENING[name].items() if parameter != "page"}
    closed = open_page(poisonous, OPENING[name]["page"], language="en", **url)
    app = open_page(poisonous, OPENING[name]["page"], language="en", **url, **{name: listed[0]})
    assert not app.exception
    assert not app.error
    assert ["evil" in str(row) for row in opened] == [True]
    assert read_as_more(app) == []
    # What it opened says the poison.
    assert evil_of(app) > evil_of(closed)


def test_pages_do_show_it(poisonous: Warehouse, open_page: OpenPage) -> None:
    """Or the search would find nothing because there is nothing."""
    app = open_page(poisonous, "curriculum_funnel", language="en")
    assert any(r"\[x\]" in text for _kind, _field, text in texts(app))


def evil_of(app: AppTest) -> int:
    return sum("evil" in text for _kind, _field, text in texts(app))


def read_as_more(app: AppTest) -> list[tuple[str, str, str]]:
    return [
        (kind, field, text)
        for kind, field, text in texts(app)
        if (kind, field) not in SHOWN_AS_IT_IS and READ_AS_MORE.search(text)
    ]


def computed_of(spec: Any) -> Iterator[str]:
    """What a picture computes."""
    parts = spec.items() if isinstance(spec, dict) else enumerate(spec) if isinstance(spec, list) else ()
    for name, part in parts:
        if name in COMPUTED:
            yield json.dumps(part)
        yield from computed_of(part)


def texts(app: AppTest) -> Iterator[tuple[str, str, str]]:
    """Each text that the pages send to the browser, with the element and the field that hold it."""
    for node in nodes(app._tree):
        if isinstance(proto := getattr(node, "proto", None), Message):
            yield from strings(proto)


def nodes(block: Any) -> Iterator[Any]:
    yield block
    for child in getattr(block, "children", {}).values():
        yield from nodes(child)


def strings(proto: Message) -> Iterator[tuple[str, str, str]]:
    for field, value in proto.ListFields():
        several = [value] if isinstance(value, str | Message) else value if field.type in {9, 11} else []
        for one in several:
            if isinstance(one, str):
                yield proto.DESCRIPTOR.name, field.name, one
            elif isinstance(one, Message):
                yield from strings(one)


def busiest_poisoned_student(warehouse: Warehouse) -> str:
    with warehouse.connect() as connection:
        [(student,)] = connection.execute(
            "select profiles.id::text from learning.profiles join timeline.v_goal_activity "
            "on v_goal_activity.student_id = profiles.id where starts_with(profiles.full_name, %s) "
            "group by profiles.id order by sum(total_activities) desc limit 1",
            [POISON],
        ).fetchall()
    return str(student)
