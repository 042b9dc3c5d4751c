"""The list of sessions: each with its own groups, students and events, and none of another's."""

import pytest

from tests.classroom.classroom import add
from tests.factories import Connection, rows

LISTED = "select session_id, groups, students, events, missing_events from analytics.sessions_of_period({}, {})"


def listed(connection: Connection, school: str | None = None, hours: int = 24) -> list[tuple[object, ...]]:
    return rows(connection, LISTED.format(f"'{school}'" if school else "null", hours))


def session(
    connection: Connection, key: str, started: str, *, school: str = "school", ended: str | None = None
) -> None:
    moments = {"started_at": f"2026-06-15 {started}+00", "ended_at": ended and f"2026-06-15 {ended}+00"}
    add(connection, "sessions", key, school_id=school, **moments)


@pytest.fixture
def lessons(empty: Connection) -> Connection:
    """Two schools with a session each, at noon of 15 June."""
    for school in ("school", "other"):
        add(empty, "schools", school, name=school.title())
    session(empty, "first", "10:00", ended="10:30")
    session(empty, "second", "11:00", school="other")
    for number in range(3):
        add(empty, "session_groups", f"group {number}", session_id="first")
    for number in range(4):
        add(empty, "participants", f"stay {number}", session_id="first", group_id=None, student_id=f"{number // 2}")
    for sequence in (1, 2, 5):
        add(empty, "session_events", f"event {sequence}", session_id="first", sequence=sequence)
    add(empty, "session_groups", "alone", session_id="second")
    return empty


def test_each_session_has_its_own_figures(lessons: Connection) -> None:
    assert listed(lessons) == [("second", 1, 0, 0, 0), ("first", 3, 2, 3, 2)]


def test_a_school_has_its_own_sessions(lessons: Connection) -> None:
    assert [row[0] for row in listed(lessons, "school")] == ["first"]
    assert rows(lessons, "select school_name from analytics.sessions_of_period('other', 24)") == [("Other",)]


def test_a_session_is_listed_while_it_touches_the_period(lessons: Connection) -> None:
    session(lessons, "later", "13:00")
    assert [row[0] for row in listed(lessons, hours=2)] == ["second"]
    assert [row[0] for row in listed(lessons, hours=3)] == ["second", "first"]


def test_the_newest_five_hundred_are_listed_and_equals_by_key(empty: Connection) -> None:
    add(empty, "schools", "school")
    empty.execute(
        "insert into classwaves.sessions (id, school_id, teacher_id, title, configured_at, started_at, updated_at) "
        "select to_char(n, '000'), 'school', 't', 't', now(), '2026-06-15 10:00+00', now() "
        "from generate_series(1, 501) as n"
    )
    assert [row[0] for row in listed(empty)] == [f" {number:03}" for number in range(1, 501)]


@pytest.mark.parametrize(
    ("started", "ended", "active"),
    [
        ("07:59", "07:59:59.999999", False),
        ("07:30", "08:00", True),
        ("08:00", "08:00", True),
        ("09:59:59.999999", None, True),
        ("10:00", None, False),
        ("06:00", "11:00", True),
        ("09:30", "09:10", True),
        ("09:30", "08:50", False),
    ],
)
def test_active_sessions_are_those_that_touch_the_range(
    empty: Connection, started: str, ended: str | None, active: bool
) -> None:
    add(empty, "schools", "school")
    session(empty, "one", started, ended=ended)
    query = "select count(*) from analytics.active_sessions('2026-06-15 08:00+00', '2026-06-15 10:00+00')"
    assert rows(empty, query) == [(int(active),)]
