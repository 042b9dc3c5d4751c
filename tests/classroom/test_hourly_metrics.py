"""What counts in which hour of a school: each rule at its boundary, in tiny rows."""

from typing import Any

import pytest

from tests.classroom.classroom import add
from tests.factories import Connection, rows

NINE, TEN = "2026-06-01 09:00:00+00", "2026-06-01 10:00:00+00"


@pytest.fixture
def school(empty: Connection) -> Connection:
    """A school in which nothing happens."""
    add(empty, "schools", "school")
    return empty


def in_hours(connection: Connection, *columns: str, since: int = 8, until: int = 12) -> dict[int, Any]:
    """The named metrics of the hours of that morning that have a row, by hour of the day."""
    found = rows(
        connection,
        f"select extract(hour from metric_hour at time zone 'UTC')::integer, {', '.join(columns)} "
        f"from analytics.hourly_metrics('2026-06-01 {since:02}:00+00', '2026-06-01 {until:02}:00+00') order by 1",
    )
    return {hour: values[0] if len(values) == 1 else tuple(values) for hour, *values in found}


def session(connection: Connection, started: str | None, ended: str | None, key: str = "one", **values: Any) -> None:
    moments = (moment and f"2026-06-01 {moment}+00" for moment in (started, ended))
    add(connection, "sessions", key, **dict(zip(("started_at", "ended_at"), moments, strict=True)), **values)


@pytest.mark.parametrize(
    ("started", "ended", "active"),
    [
        ("09:10", "09:50", {9: 1}),
        ("09:10", "10:00", {9: 1, 10: 1}),
        ("09:10", "09:59:59.999999", {9: 1}),
        ("09:00", "09:00", {9: 1}),
        ("08:59:59.999999", "11:00", {8: 1, 9: 1, 10: 1, 11: 1}),
        ("10:00", None, {10: 1, 11: 1}),
        ("07:00", None, {8: 1, 9: 1, 10: 1, 11: 1}),
        ("10:30", "10:10", {10: 1}),
        ("10:30", "09:50", {9: 0}),
        (None, "09:50", {9: 0}),
        (None, None, {}),
    ],
)
def test_a_session_is_active_from_its_first_to_its_last_hour(
    school: Connection, started: str | None, ended: str | None, active: dict[int, int]
) -> None:
    session(school, started, ended)
    assert in_hours(school, "sessions_active") == active


def test_a_session_completes_in_the_hour_of_its_end_started_or_not(school: Connection) -> None:
    session(school, "09:10", "10:00", "sharp")
    session(school, None, "09:59:59", "never started")
    assert in_hours(school, "sessions_completed", "sessions_active") == {9: (1, 1), 10: (1, 1)}


def test_a_student_in_two_sessions_counts_once_and_a_teacher_too(school: Connection) -> None:
    for key in ("one", "two"):
        session(school, "09:10", "09:50", key)
        add(school, "participants", key, session_id=key, group_id=None)
    add(school, "participants", "other", session_id="two", group_id=None, student_id="sue")
    assert in_hours(school, "sessions_active", "teachers_active", "students_active") == {9: (2, 1, 2)}


@pytest.mark.parametrize(
    ("joined", "left", "inside"),
    [
        ("09:20", "09:30", {9: 1, 10: 0}),
        ("10:00", None, {9: 0, 10: 1}),
        ("09:20", "10:00", {9: 1, 10: 1}),
        ("08:00", None, {9: 1, 10: 1}),
        ("11:30", None, {9: 0, 10: 0}),
        ("10:30", "09:30", {9: 0, 10: 0}),
    ],
)
def test_a_student_counts_while_inside_an_active_session(
    school: Connection, joined: str, left: str | None, inside: dict[int, int]
) -> None:
    session(school, "09:10", "10:40")
    stay = {"joined_at": f"2026-06-01 {joined}+00", "left_at": left and f"2026-06-01 {left}+00"}
    add(school, "participants", "stay", session_id="one", group_id=None, **stay)
    assert in_hours(school, "students_active") == inside


def test_groups_count_once_made_and_ready_while_their_session_is_active(school: Connection) -> None:
    session(school, "09:10", "10:40")
    add(school, "session_groups", "early", session_id="one", created_at=NINE, ready_at=NINE)
    add(school, "session_groups", "late", session_id="one", created_at="2026-06-01 09:59:59+00", ready_at=TEN)
    add(school, "session_groups", "next", session_id="one", created_at=TEN, ready_at=NINE)
    add(school, "session_groups", "never", session_id="one", created_at="2026-06-01 11:00+00", ready_at=NINE)
    assert in_hours(school, "total_groups", "ready_groups") == {9: (2, 1), 10: (3, 3)}


def test_means_leave_out_what_was_not_measured(school: Connection) -> None:
    session(school, None, None)
    for key, quality, errors in (("a", 80, 1), ("b", None, 2), ("c", 50, 0)):
        add(school, "session_metrics", key, session_id="one", measured_at=NINE, session_quality=quality, errors=errors,
            requests=10)  # fmt: skip
    columns = ("avg_session_quality", "total_errors", "error_rate", "sessions_active", "data_sources_count")
    assert in_hours(school, *columns) == {9: (65, 3, 0.1, 0, 1)}


def test_a_session_brings_its_highest_number_of_connections(school: Connection) -> None:
    for key, connections in (("one", (3, 9, 5)), ("two", (4,))):
        session(school, "09:10", "09:50", key)
        for place, number in enumerate(connections):
            add(school, "session_metrics", f"{key} {place}", session_id=key, measured_at=NINE, requests=0,
                websocket_connections=number)  # fmt: skip
    assert in_hours(school, "websocket_connections", "error_rate") == {9: (13, None)}


def test_guidance_counts_by_kind_and_unknown_kinds_nowhere(school: Connection) -> None:
    session(school, None, None)
    kinds = ["prompt_generated"] * 4 + ["prompt_used"] * 3 + ["intervention"] * 2 + ["alert", "nudge"]
    for place, kind in enumerate(kinds):
        add(school, "guidance_events", str(place), session_id="one", kind=kind, occurred_at=NINE)
    add(school, "guidance_events", "alone", session_id="one", kind="nudge", occurred_at=TEN)
    columns = ("total_prompts_generated", "total_prompts_used", "total_interventions", "total_alerts")
    assert in_hours(school, *columns) == {9: (4, 3, 2, 1)}


def test_analyses_count_when_they_finish_failed_ones_included(school: Connection) -> None:
    session(school, None, None)
    for key, succeeded, seconds in (("a", True, 4), ("b", False, 8), ("c", True, 3)):
        add(school, "ai_analyses", key, session_id="one", finished_at=NINE, succeeded=succeeded,
            processing_seconds=seconds)  # fmt: skip
    [found] = in_hours(school, "ai_analyses_completed", "avg_ai_processing_time", "ai_analysis_success_rate").values()
    assert found == (3, 5, pytest.approx(2 / 3))


def test_usage_adds_up_and_storage_is_the_last_record(school: Connection) -> None:
    for key, moment, storage in (("b", NINE, 7), ("a", "2026-06-01 09:59+00", 5), ("z", "2026-06-01 09:58+00", 6)):
        add(school, "resource_usage", key, recorded_at=moment, storage_gb=storage, transcription_minutes=2,
            compute_cost=0.5)  # fmt: skip
    columns = ("total_transcription_minutes", "total_storage_gb", "estimated_compute_cost", "data_sources_count")
    assert in_hours(school, *columns) == {9: (6, 5, 1.5, 1)}


def test_a_row_of_zeros_and_nothings_is_a_source_too(school: Connection) -> None:
    add(school, "resource_usage", "zero", recorded_at=NINE)
    session(school, None, None)
    nothing = dict.fromkeys(("session_quality", "engagement_score", "latency_ms"))
    add(school, "session_metrics", "empty", session_id="one", measured_at=NINE, requests=0, errors=0, **nothing)
    assert in_hours(school, "data_sources_count", "avg_latency_ms", "total_storage_gb") == {9: (2, None, 0)}


def test_all_seven_sources_are_counted(connection: Connection) -> None:
    for table in ("participants", "session_metrics", "guidance_events", "ai_analyses"):
        add(connection, table, "one")
    add(connection, "resource_usage", "one", recorded_at=NINE)
    assert in_hours(connection, "data_sources_count") == {9: 7}


def test_rows_of_no_time_or_of_all_time_stop_nothing(school: Connection) -> None:
    add(school, "sessions", "eternal", started_at="-infinity", ended_at="infinity")
    add(school, "sessions", "never", started_at="infinity", ended_at=None)
    add(
        school,
        "participants",
        "eternal",
        session_id="eternal",
        group_id=None,
        joined_at="-infinity",
        left_at="infinity",
    )
    for moment in ("infinity", "-infinity", None):
        add(school, "session_metrics", f"{moment}", session_id="eternal", measured_at=moment)
    assert in_hours(school, "sessions_active", "students_active", until=10) == {8: (1, 1), 9: (1, 1)}


def test_a_range_of_hours_ends_before_its_last_moment(connection: Connection) -> None:
    """A session that goes on, with a group and a student: in each hour of the range, and in no other."""
    connection.execute("update classwaves.sessions set ended_at = null")
    connection.execute("update classwaves.session_groups set created_at = started_at, ready_at = started_at "
                       "from classwaves.sessions where sessions.id = session_groups.session_id")  # fmt: skip
    for key in ("session", "another session"):
        add(connection, "participants", key, session_id=key, group_id=None, student_id=key, left_at=None)
    span = "'2026-06-01 08:00+00', '2026-06-01 11:00+00'"
    stretches = (
        "select kind, extract(hour from first_hour at time zone 'UTC')::integer, "
        f"extract(hour from last_hour at time zone 'UTC')::integer from analytics.active_stretches({span})"
    )
    assert set(rows(connection, stretches)) == {
        (kind, 9, 10) for kind in ("session", "teacher", "student", "group", "ready")
    }
    hourly = (
        "select extract(hour from metric_hour at time zone 'UTC')::integer, sessions_active "
        f"from analytics.hourly_activity({span}) order by 1"
    )
    assert rows(connection, hourly) == [(8, 0), (9, 2), (10, 2)]
    for key, moment in (
        ("first", "08:00:00"),
        ("last", "10:59:59.999999"),
        ("after", "11:00:00"),
        ("early", "07:59:59"),
    ):
        add(connection, "sessions", key, started_at=None, ended_at=f"2026-06-01 {moment}+00")
    completed = hourly.replace("sessions_active", "sessions_completed")
    assert rows(connection, completed) == [(8, 1), (9, 0), (10, 1)]
