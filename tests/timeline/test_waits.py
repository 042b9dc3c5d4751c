"""What waits is counted where it can have waited; the rest is counted beside it, and listed with the reason."""

import pytest

from tests.factories import Connection, look_from, rows
from tests.timeline.school import MONDAY, add

NOON = "2026-06-02 12:00:00"
BEFORE_MONDAY = "2026-06-01 14:59:59.999999+00"


@pytest.fixture
def course(connection: Connection) -> Connection:
    """Somebody is in the course since Monday, and nothing waits; one looks from Tuesday noon."""
    connection.execute("delete from learning.reflections")
    look_from(connection, NOON)
    return connection


def left_out(connection: Connection) -> list[tuple[str | None]]:
    return rows(connection, "select left_out_because from timeline.waits order by created_at")


@pytest.mark.parametrize(
    ("made", "because"),
    [
        (MONDAY, None),
        (BEFORE_MONDAY, "before_course"),
        (f"{NOON}+00", None),
        ("2026-06-02 12:00:00.000001+00", "ahead"),
        ("1999-12-31 23:59:59+00", "impossible_date"),
        ("1970-01-01 00:00+00", "impossible_date"),
    ],
)
def test_a_wait_begins_with_its_course_and_not_ahead(course: Connection, made: str, because: str | None) -> None:
    add(course, "reflections", "one", created_at=made)
    assert left_out(course) == [(because,)]


def test_an_impossible_enrolment_does_not_begin_a_course(course: Connection) -> None:
    add(course, "enrollments", "of 1970", student_id="bo", enrolled_at="1970-01-01 00:00+00")
    add(course, "reflections", "one", created_at=BEFORE_MONDAY)
    assert left_out(course) == [("before_course",)]


def test_without_an_enrolment_only_the_dates_themselves_are_judged(course: Connection) -> None:
    course.execute("delete from learning.enrollments")
    add(course, "reflections", "one", created_at="2000-01-01 00:00+00")
    add(course, "reflections", "two", created_at="1970-01-01 00:00+00")
    assert left_out(course) == [("impossible_date",), (None,)]


def test_the_figures_leave_out_what_they_count_beside(course: Connection) -> None:
    for number, made in enumerate(
        [MONDAY, "2026-06-02 10:00+00", "2026-06-02 11:00+00", "1970-01-01 00:00+00", "2026-06-02 13:00+00"]
    ):
        add(course, "reflections", f"{number}", created_at=made)
    assert rows(course, "select waiting, longest_wait_hours, left_out from timeline.waiting_figures") == [(3, 21, 2)]
    assert rows(course, "select waiting from timeline.student_figures where waiting > 0") == [(3,)]
    assert rows(course, "select count(*) from timeline.v_pending_responses") == [(5,)]


def test_nothing_waits(course: Connection) -> None:
    assert rows(course, "select waiting, longest_wait_hours, left_out from timeline.waiting_figures") == [(0, None, 0)]
