"""Classroom Sessions as a reader sees it: figures, sections, where they come from, and who looked."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from analytics.ui import moment
from db.warehouse import Warehouse
from tests.classroom.classroom import add
from tests.pages.conftest import OpenPage
from tests.pages.test_pages import fine


@pytest.fixture
def classrooms(warehouse_18: Warehouse) -> Warehouse:
    """A school with one lesson two hours ago."""
    with warehouse_18.connect() as connection:
        [(started, ended)] = connection.execute(
            "select date_trunc('hour', now()) - interval '2 hours', date_trunc('hour', now()) - interval '90 minutes'"
        ).fetchall()
        lesson: dict[str, Any] = {"session_id": "session"}
        add(connection, "schools", "school")
        add(connection, "sessions", "session", started_at=started, ended_at=ended)
        add(connection, "participants", "stay", **lesson, group_id=None, joined_at=started, left_at=ended)
        add(connection, "session_metrics", "reading", **lesson, measured_at=started)
        add(connection, "guidance_events", "alert", **lesson, occurred_at=started)
        add(connection, "session_events", "event", **lesson, event_time=started, sequence=3)
        connection.execute("update ops.data_version set version = version + 1")
    return warehouse_18


def badges(app: AppTest) -> list[str]:
    known = ("computed from the source's rows", "from closed hours")
    return [words for words in known if any(words in text.value for text in app.markdown)]


@pytest.mark.parametrize(("language", "title"), [("en", "Classroom Sessions"), ("es", "Sesiones de clase")])
def test_the_page_shows_the_lessons_of_the_period(
    language: str, title: str, classrooms: Warehouse, open_page: OpenPage
) -> None:
    app = open_page(classrooms, "classroom_sessions", language=language)
    assert fine(app)
    assert app.title[0].value == title
    assert [metric.value for metric in app.metric][:3] == ["1", "1", "1"]
    assert len(app.header) == 5


def test_a_badge_says_where_the_figures_come_from(classrooms: Warehouse, open_page: OpenPage) -> None:
    assert badges(open_page(classrooms, "classroom_sessions", hours="24")) == ["computed from the source's rows"]
    with classrooms.connect() as connection:
        connection.execute("select analytics.refresh_facts('{}')")
        connection.execute("select analytics.roll_up(now() - interval '2 days', now())")
        connection.execute("update ops.data_version set version = version + 1")
    # Which is asked for once a second at most, and the page may be faster.
    moment.data_version.clear()
    assert badges(open_page(classrooms, "classroom_sessions", hours="24")) == ["from closed hours"]


def test_looking_at_sessions_is_written_down_once(classrooms: Warehouse, open_page: OpenPage) -> None:
    app = open_page(classrooms, "classroom_sessions", school="school")
    app.run()
    with classrooms.connect() as connection:
        found = connection.execute("select who, action, what, filters, rows from ops.access_log").fetchall()
    view = "analytics.session_events (classroom_sessions)"
    assert found == [("anonymous", "view", view, {"school": "school"}, 1)]
    assert fine(open_page(classrooms, "operations", show="access"))


def test_an_empty_warehouse_says_what_would_be_here(warehouse_18: Warehouse, open_page: OpenPage) -> None:
    app = open_page(warehouse_18, "classroom_sessions")
    assert fine(app)
    assert [button.key for button in app.main.button] == ["sync_from_page"]


@pytest.mark.parametrize(("part", "sections"), [("classrooms", 2), ("access", 3)])
def test_operations_shows_rollups_and_accesses(
    part: str, sections: int, classrooms: Warehouse, open_page: OpenPage
) -> None:
    with classrooms.connect() as connection:
        connection.execute("insert into ops.sync_run (origin, sources, status) values ('page', '{}', 'succeeded')")
    app = open_page(classrooms, "operations", show=part)
    assert fine(app)
    assert len(app.header) == sections
