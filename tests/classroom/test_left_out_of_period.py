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


def test_who_was_in_another_lesson_too_is_counted(school: Connection) -> None:
    lesson(school, "for ever", "2026-06-01 09:00+00", None, teacher_id="tess")
    lesson(school, "today", "2026-06-15 09:00+00", "2026-06-15 09:45+00", teacher_id="tess")
    for key, session, student in (("1", "for ever", "sam"), ("2", "for ever", "kim"), ("3", "today", "sam")):
        stay = {"joined_at": "2026-06-15 09:00+00", "left_at": "2026-06-15 09:45+00", "group_id": None}
        add(school, "participants", key, session_id=session, student_id=student, **stay)
    assert rows(school, FIGURES) == [(1, 1, 1, 1, 0)]


def test_what_is_left_out_is_listed_with_the_value_that_cannot_be(school: Connection) -> None:
    lesson(school, "for ever", "2026-06-14 06:00+00", None)
    lesson(school, "today", "2026-06-15 09:00+00", "2026-06-15 09:45+00")
    off = {"participation_rate": 140, "latency_ms": -5}
    add(school, "session_metrics", "reading", session_id="today", measured_at="2026-06-15 09:20+00", **off)
    assert rows(school, FIGURES)[0][3:] == (1, 1)
    assert rows(school, LISTED) == [
        ("latency_ms", -5, "today", "reading"),
        ("participation_rate", 140, "today", "reading"),
        ("open_hours", 30, "for ever", None),
    ]


def test_of_nothing_nothing_is_left_out(school: Connection) -> None:
    assert rows(school, FIGURES) == [(0, 0, 0, 0, 0)]
    assert rows(school, LISTED) == []
