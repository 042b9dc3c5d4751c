"""Every filter filters all of its page, or stands in the one section that it governs."""

from collections.abc import Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from analytics import timeline
from db.warehouse import Warehouse
from tests.pages.conftest import OpenPage
from tests.pages.test_pages import fine


def sections(app: AppTest) -> dict[str, str]:
    """In which section each control stands; "" is the page."""
    return dict(walked(app.main, ""))


def walked(block: Any, section: str) -> Iterator[tuple[str, str]]:
    for child in block.children.values():
        if hasattr(child, "children"):
            key = child.proto.id.rsplit("-", 1)[-1] if hasattr(child.proto, "id") else ""
            yield from walked(child, key.removeprefix("section_") if key.startswith("section_") else section)
        elif getattr(child, "key", None):
            yield child.key, section


@pytest.mark.parametrize(
    ("page", "url", "expected"),
    [
        (
            "advisor_rankings", {},
            {"choice_measure": "months", "search": "advisors", "choice_rank": "advisors", "choice_city": "advisors",
             "choice_level": "advisors", "choice_state": "advisors"},
        ),
        ("student_timeline", {"show": "waiting"}, {"search": "waiting", "choice_student": "waiting"}),
        (
            "student_timeline", {"show": "video"},
            {"choice_video": "", "search": "video_activities", "choice_student": "video_activities",
             "choice_type": "video_activities", "choice_from": "video_activities", "choice_until": "video_activities"},
        ),
        ("student_timeline", {}, {"search": "", "choice_student": "", "choice_type": "latest"}),
        ("rescue_list", {}, {"choice_course": "", "choice_city": "", "choice_facilitator": ""}),
        ("classroom_sessions", {}, {"choice_school": "", "choice_hours": ""}),
    ],
)  # fmt: skip
def test_a_filter_stands_where_it_governs(
    page: str, url: dict[str, str], expected: dict[str, str], full_warehouse: Warehouse, open_page: OpenPage
) -> None:
    app = open_page(full_warehouse, page, language="en", **url)
    assert fine(app)
    found = sections(app)
    assert {key: found[key] for key in expected} == expected


def shown(app: AppTest, column: str) -> list[str]:
    return [name for table in app.main.dataframe if column in table.value for name in table.value[column]]


@pytest.mark.parametrize("part", ["waiting", "video"])
def test_a_search_narrows_the_list_of_those_whom_it_finds(
    part: str, full_warehouse: Warehouse, open_page: OpenPage
) -> None:
    everybody = open_page(full_warehouse, "student_timeline", show=part, language="en")
    name = shown(everybody, "full_name")[-1]
    app = open_page(full_warehouse, "student_timeline", show=part, language="en", search=name)
    assert fine(app)
    assert {*shown(app, "full_name")} == {name}


def test_a_search_on_the_first_part_lists_whom_it_finds(full_warehouse: Warehouse, open_page: OpenPage) -> None:
    app = open_page(full_warehouse, "student_timeline", language="en", search="an")
    assert fine(app)
    assert shown(app, "full_name") == list(timeline.students(search="an")["full_name"])
    assert not shown(app, "activity_type")


def test_a_choice_empties_the_field_that_found_it(full_warehouse: Warehouse, open_page: OpenPage) -> None:
    app = open_page(full_warehouse, "student_timeline", language="en", search="an")
    student = timeline.students(search="an")["student_id"].iloc[0]
    app.selectbox(key="choice_student").select(student).run()
    assert fine(app)
    assert app.query_params == {"language": "en", "student": student}
    assert app.text_input(key="search").value == ""


def test_a_choice_begins_at_the_first_page_of_its_list(full_warehouse: Warehouse, open_page: OpenPage) -> None:
    app = open_page(full_warehouse, "student_timeline", language="en")
    app.button(key="next_latest").click().run()
    assert "after" in app.query_params
    app.multiselect(key="choice_type").select("daily_note").run()
    assert app.query_params == {"language": "en", "type": "daily_note"}
