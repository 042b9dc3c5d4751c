"""The Student Timeline, on a tiny school in which students try to slip in code."""

from collections.abc import Iterator

import pytest

from analytics.ui.timeline.words import clock, safe_link
from db.warehouse import Warehouse
from tests.conftest import Server
from tests.pages.conftest import OpenPage
from tests.timeline.school import add, found, key

SCRIPT = "<script>alert(1)</script> **bold** [x](javascript:alert(1))"


@pytest.fixture(scope="module")
def school(postgres_18: Server) -> Iterator[Warehouse]:
    name = postgres_18.create("atalaya_template")
    warehouse = Warehouse(postgres_18.database_url(name))
    with warehouse.connect() as connection:
        found(connection)
        add(connection, "profiles", "eve", full_name=SCRIPT, email="eve@example.com")
        add(connection, "profiles", "idle", full_name="Idle", email="idle@example.com")
        add(connection, "daily_notes", "evil", student_id="eve", content=SCRIPT)
        add(connection, "success_proofs", "link", student_id="eve", goal_id=None, media_url="javascript:alert(1)")
        for number in range(60):
            add(
                connection, "daily_notes", f"note {number}", student_id="bo", created_at=f"2026-05-01 12:00:{number}+00"
            )
    yield warehouse
    warehouse.reader.dispose()
    postgres_18.drop(name)


@pytest.mark.parametrize(
    ("show", "student"),
    [("days", "ana"), ("days", "idle"), ("days", None), ("video", "ana"), ("video", None), ("goals", "ana"),
     ("goals", "idle"), ("waiting", "ana"), ("waiting", None)],
)  # fmt: skip
def test_every_part_runs_for_everybody(school: Warehouse, open_page: OpenPage, show: str, student: str | None) -> None:
    url = {"student": key(student)} if student else {}
    app = open_page(school, "student_timeline", show=show, language="en", **url)
    assert not app.exception and not app.error
    assert app.header


@pytest.mark.parametrize("student", [key("stranger"), "x"])
def test_nonsense_in_the_url_is_no_error(school: Warehouse, open_page: OpenPage, student: str) -> None:
    nonsense = {"after": "x,y", "video": "x", "goal": "x", "type": "x", "day": "x", "show": "x"}
    app = open_page(school, "student_timeline", language="en", student=student, **nonsense)
    assert not app.exception and not app.error
    assert "No student has this address. Choose one from the list." in [info.value for info in app.info]


def test_what_students_write_is_text(school: Warehouse, open_page: OpenPage) -> None:
    app = open_page(school, "student_timeline", student=key("eve"), language="en")
    assert SCRIPT in list(app.dataframe[0].value["content"])
    assert not any(
        "<script>" in element.value for kind in ("markdown", "caption", "header") for element in app.get(kind)
    )


def test_a_list_goes_on_where_its_page_ended(school: Warehouse, open_page: OpenPage) -> None:
    app = open_page(school, "student_timeline", student=key("bo"), language="en")
    first = list(app.dataframe[0].value["created_at"])
    app.button(key="next_day_activities").click().run()
    second = list(app.dataframe[0].value["created_at"])
    assert (len(first), len(second), set(first) & set(second)) == (50, 10, set())


def test_types_and_days_narrow_the_list(school: Warehouse, open_page: OpenPage) -> None:
    url = {"type": ["daily_note"], "from": "2026-06-01", "until": "2026-06-01"}
    app = open_page(school, "student_timeline", student=key("ana"), language="en", **url)
    assert list(app.dataframe[0].value["what"]) == ["Daily note"]


@pytest.mark.parametrize(
    ("address", "is_safe"),
    [
        ("https://media.example/1", True),
        ("http://media.example/1?a=b#c", True),
        ("HTTPS://media.example", True),
        ("javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        (" https://media.example", False),
        ("data:text/html,x", False),
        ("//media.example", False),
        ("https://", False),
        ("https://[", False),
        ("", False),
        (None, False),
    ],
)
def test_only_web_addresses_are_opened(address: str | None, is_safe: bool) -> None:
    assert safe_link(address) == (address if is_safe else None)


@pytest.mark.parametrize(("seconds", "said"), [(0, "0:00"), (65, "1:05"), (3661, "1:01:01"), (-3, "-0:03")])
def test_places_in_a_video_are_clock_times(seconds: int, said: str) -> None:
    assert clock(seconds) == said


def test_the_box_offers_whoever_fits_the_search_and_nobody_else(school: Warehouse, open_page: OpenPage) -> None:
    app = open_page(school, "student_timeline", search="ÍDLE", language="en")
    assert app.selectbox(key="choice_student").options == ["Choose a student", "Idle · idle@example.com"]


def test_a_search_that_nobody_fits_says_so(school: Warehouse, open_page: OpenPage) -> None:
    app = open_page(school, "student_timeline", search="quetzalcoatl", language="en")
    assert app.selectbox(key="choice_student").options == ["Choose a student"]
    assert [info.value for info in app.info] == ["Nobody has this in their name or e-mail address."]
