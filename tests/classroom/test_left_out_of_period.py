"""Lessons that were open too long and readings off their scale: counted beside the figures, and listed."""

from typing import Any

import pytest

from tests.classroom.classroom import add
from tests.factories import Connection, look_from, rows

FIGURES = (
    "select total_sessions, active_teachers, total_students, sessions_left_out, readings_left_out "
    "from analytics.figures_of_period(null, 24)"
)
LISTED = "select measure, value, session_id, reading_id from analytics.left_out_of_period(null, 24)"
DAY_BEFORE, JUST_A_DAY = "2026-06-14 11:59:59+00", "2026-06-14 12:00:00+00"


@pytest.fixture
def school(empty: Connection) -> Connection:
    """A school in which nothing happens, at noon."""
    look_from(empty, "2026-06-15 12:00:00")
    add(empty, "schools", "school")
    return empty


def lesson(connection: Connection, key: str, started: str, ended: str | None, **values: Any) -> None:
    add(connection, "sessions", key, started_at=started, ended_at=ended, **values)


@pytest.mark.parametrize(
    ("started", "ended", "left_out"),
    [
        (JUST_A_DAY, None, 0),
        (DAY_BEFORE, None, 1),
        ("2026-06-14 09:00+00", "2026-06-15 09:00+00", 0),
        ("2026-06-14 09:00+00", "2026-06-15 09:00:01+00", 1),
    ],
)
def test_a_lesson_is_open_for_a_day_at_most(school: Connection, started: str, ended: str | None, left_out: int) -> None:
    lesson(school, "one", started, ended)
    assert rows(school, FIGURES) == [(1 - left_out, 1 - left_out, 0, left_out, 0)]


@pytest.mark.parametrize(
    ("started", "ended", "first", "last"),
    [
        ("2026-06-13 09:10+00", None, 8, 11),
        ("2026-06-13 09:10+00", "2026-06-15 10:10+00", 8, 10),
        ("2026-06-14 09:10+00", "2026-06-15 12:00+00", 8, 11),
        ("2026-06-14 06:10+00", "2026-06-15 08:00+00", 8, 8),
        ("2026-06-14 06:10+00", "2026-06-15 07:59:59.999999+00", None, None),
        ("2026-06-15 09:10+00", "2026-06-17 09:10+00", 9, 11),
        ("2026-06-15 11:59:59+00", "2026-06-17 09:10+00", 11, 11),
        ("2026-06-15 12:00+00", "2026-06-17 09:10+00", None, None),
    ],
)
def test_a_lesson_that_was_open_too_long_has_the_hours_that_it_shares_with_the_period(
    school: Connection, started: str, ended: str | None, first: int | None, last: int | None
) -> None:
    lesson(school, "one", started, ended)
    hours = ", ".join(
        f"extract(hour from {column} at time zone 'UTC')::integer" for column in ("first_hour", "last_hour")
    )
    asked = "'2026-06-15 08:00+00', '2026-06-15 12:00+00'"
    found = rows(school, f"select {hours} from analytics.sessions_open_too_long('school', {asked})")
    assert found == ([] if first is None else [(first, last)])
    assert rows(school, f"select from analytics.sessions_open_too_long('other', {asked})") == []
    assert len(rows(school, f"select from analytics.sessions_open_too_long(null, {asked})")) == len(found)


def test_who_was_in_another_lesson_too_is_counted(school: Connection) -> None:
    lesson(school, "for ever", "2026-06-01 09:00+00", None, teacher_id="tess")
    lesson(school, "today", "2026-06-15 09:00+00", "2026-06-15 09:45+00", teacher_id="tess")
    for key, session, student in (("1", "for ever", "sam"), ("2", "for ever", "kim"), ("3", "today", "sam")):
        stay = {"joined_at": "2026-06-15 09:00+00", "left_at": "2026-06-15 09:45+00", "group_id": None}
        add(school, "participants", key, session_id=session, student_id=student, **stay)
    assert rows(school, FIGURES) == [(1, 1, 1, 1, 0)]
    school.execute("update classwaves.sessions set teacher_id = 'tom' where id = 'for ever'")
    assert rows(school, FIGURES) == [(1, 1, 1, 1, 0)]


def test_who_was_in_a_lesson_of_another_school_is_counted_there_and_in_all(school: Connection) -> None:
    add(school, "schools", "other")
    lesson(school, "for ever", "2026-06-01 09:00+00", None)
    lesson(school, "there", "2026-06-15 09:00+00", "2026-06-15 09:45+00", school_id="other")
    for session in ("for ever", "there"):
        stay = {"joined_at": "2026-06-15 09:00+00", "left_at": "2026-06-15 09:45+00", "group_id": None}
        add(school, "participants", session, session_id=session, **stay)
    query = "select active_teachers, total_students, sessions_left_out from analytics.figures_of_period({}, 24)"
    for asked, figures in (("'school'", (0, 0, 1)), ("'other'", (1, 1, 0)), ("null", (1, 1, 1))):
        assert rows(school, query.format(asked)) == [figures]


@pytest.mark.parametrize(
    ("started", "ended", "counts"),
    [
        ("2026-06-14 12:30+00", "2026-06-14 12:59:59.999999+00", 0),
        ("2026-06-14 12:30+00", "2026-06-14 13:00+00", 1),
        ("2026-06-15 12:59:59+00", None, 1),
        ("2026-06-15 13:00+00", None, 0),
        ("2026-06-15 09:30+00", "2026-06-15 09:10+00", 1),
        ("2026-06-15 10:10+00", "2026-06-15 09:50+00", 0),
    ],
)
def test_the_other_lesson_is_one_of_the_period(
    school: Connection, started: str, ended: str | None, counts: int
) -> None:
    lesson(school, "for ever", "2026-06-01 09:00+00", None)
    lesson(school, "other", started, ended)
    add(school, "participants", "1", session_id="for ever", group_id=None, joined_at="2026-06-02", left_at=None)
    add(school, "participants", "2", session_id="other", group_id=None, joined_at="2026-06-02", left_at=None)
    assert rows(school, FIGURES) == [(counts, counts, counts, 1, 0)]


@pytest.mark.parametrize(
    ("joined", "left", "counts"),
    [
        ("09:00", "09:59", 0),
        ("09:00", "10:00", 1),
        ("12:59", None, 1),
        ("13:00", None, 0),
        ("10:30", "10:10", 1),
        ("11:10", "10:50", 0),
    ],
)
def test_who_is_left_out_was_in_no_lesson_at_the_hours_of_it(
    school: Connection, joined: str, left: str | None, counts: int
) -> None:
    lesson(school, "for ever", "2026-06-01 09:00+00", None)
    lesson(school, "today", "2026-06-15 10:30+00", None)
    stay = {"joined_at": f"2026-06-15 {joined}+00", "left_at": left and f"2026-06-15 {left}+00", "group_id": None}
    add(school, "participants", "1", session_id="today", **stay)
    never = {"joined_at": "2026-06-15 11:10+00", "left_at": "2026-06-15 10:50+00", "group_id": None}
    for session in ("today", "for ever"):
        add(school, "participants", f"never {session}", session_id=session, student_id="zoe", **never)
    add(school, "participants", "2", session_id="for ever", group_id=None, joined_at="2026-06-02", left_at=None)
    assert rows(school, FIGURES) == [(1, 1, counts, 1, 0)]


def test_what_is_left_out_is_listed_with_the_value_that_cannot_be(school: Connection) -> None:
    lesson(school, "for ever", "2026-06-14 06:00+00", None)
    lesson(school, "today", "2026-06-15 09:00+00", "2026-06-15 09:45+00")
    off = {"participation_rate": 140, "latency_ms": -5, "audio_quality": None}
    add(school, "session_metrics", "reading", session_id="today", measured_at="2026-06-15 09:20+00", **off)
    assert rows(school, FIGURES)[0][3:] == (1, 1)
    assert rows(school, LISTED) == [
        ("latency_ms", -5, "today", "reading"),
        ("participation_rate", 140, "today", "reading"),
        ("open_hours", 30, "for ever", None),
    ]


@pytest.mark.parametrize(
    ("moment", "listed"),
    [
        ("2026-06-14 12:59:59.999999+00", False),
        ("2026-06-14 13:00+00", True),
        ("2026-06-15 12:59:59.999999+00", True),
        ("2026-06-15 13:00+00", False),
    ],
)
def test_a_period_holds_its_first_moment_and_not_its_last(school: Connection, moment: str, listed: bool) -> None:
    lesson(school, "never", "2026-06-15 09:00+00", "2026-06-15 09:45+00")
    add(school, "session_metrics", "reading", session_id="never", measured_at=moment, latency_ms=-5)
    assert rows(school, LISTED) == ([("latency_ms", -5, "never", "reading")] if listed else [])
    assert rows(school, FIGURES)[0][-1] == listed


def test_each_school_sees_its_own_and_the_newest_first(school: Connection) -> None:
    add(school, "schools", "other", name="Washington")
    for at, session, of in (("09", "one", "school"), ("10", "two", "other"), ("11", "three", "school")):
        lesson(school, session, f"2026-06-15 {at}:00+00", f"2026-06-15 {at}:45+00", school_id=of)
        measured = f"2026-06-15 {at}:20+00"
        add(school, "session_metrics", session, session_id=session, measured_at=measured, latency_ms=-5)
    query = "select session_id, school_name from analytics.left_out_of_period({}, 24)"
    here = [("three", "Lincoln"), ("one", "Lincoln")]
    assert rows(school, query.format("'school'")) == here
    assert rows(school, query.format("'other'")) == [("two", "Washington")]
    assert rows(school, query.format("null")) == [here[0], ("two", "Washington"), here[1]]
    counted = "select total_sessions, readings_left_out from analytics.figures_of_period({}, 24)"
    for of, sessions in (("'school'", 2), ("'other'", 1), ("null", 3)):
        assert rows(school, counted.format(of)) == [(sessions, sessions)]


def test_of_nothing_nothing_is_left_out(school: Connection) -> None:
    assert rows(school, FIGURES) == [(0, 0, 0, 0, 0)]
    assert rows(school, LISTED) == []
