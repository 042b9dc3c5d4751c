"""The last hours of a school, stored and still running alike: each figure told apart from every other."""

from typing import Any

import pytest

from tests.classroom.classroom import add
from tests.factories import Connection, rows

SCORES = (
    "session_quality", "engagement_score", "participation_rate", "collaboration_score", "audio_quality",
    "connection_stability", "response_time_ms", "latency_ms",
)  # fmt: skip
KINDS = {"prompt_generated": 5, "prompt_used": 4, "intervention": 3, "alert": 2}
MEASURED = (
    "quality, engagement, participation, collaboration, audio_quality, connection_stability, response_time_ms, "
    "latency_ms, requests, errors, error_rate"
)
HAPPENED = (
    "sessions_active, sessions_completed, teachers_active, students_active, total_groups, ready_groups, "
    "total_prompts_generated, total_prompts_used, total_interventions, total_alerts, ai_analyses_completed, "
    "total_transcription_minutes, estimated_compute_cost"
)
TOTALS = (
    "total_prompts_generated, total_prompts_used, total_interventions, total_alerts, ai_analyses_completed, "
    "total_transcription_minutes, estimated_compute_cost, requests, errors, errors_pct"
)

HOUR = "extract(hour from metric_hour at time zone 'UTC')::integer"


def at(hour: int, minute: int = 0) -> str:
    return f"2026-06-15 {hour:02}:{minute:02}+00"


@pytest.fixture
def two_schools(empty: Connection) -> Connection:
    """From 10 to 12 both schools do as much in each hour, and 'b' twice as many sessions; it is noon."""
    for school, sessions in (("a", 1), ("b", 2)):
        add(empty, "schools", school)
        for hour in (10, 11):
            for number in range(sessions):
                _session(empty, school, hour, f"{school} {hour} {number}")
    return empty


def _session(connection: Connection, school: str, hour: int, key: str) -> None:
    moments = {
        "configured_at": at(hour),
        "started_at": at(hour, 5),
        "updated_at": at(hour, 50),
        "ended_at": at(hour, 50),
    }
    add(connection, "sessions", key, school_id=school, teacher_id=f"teacher of {key}", **moments)
    for number in range(3):
        ready = at(hour, 10) if number else None
        add(connection, "session_groups", f"{key} {number}", session_id=key, created_at=at(hour), ready_at=ready)
    for student in range(2):
        add(connection, "participants", f"{key} {student}", session_id=key, group_id=None,
            student_id=f"{key} {student}", joined_at=at(hour, 6), left_at=at(hour, 40))  # fmt: skip
    for number, share in ((1, 1.0), (2, 3.0)):
        scores = {column: share * place for place, column in enumerate(SCORES, start=1)}
        scores["participation_rate"] /= 10  # A rate above 1 cannot be and enters no mean.
        add(connection, "session_metrics", f"{key} {number}", session_id=key, measured_at=at(hour, 10 * number),
            requests=10 * number, errors=number, **scores)  # fmt: skip
    for kind, times in KINDS.items():
        for number in range(times):
            add(
                connection,
                "guidance_events",
                f"{key} {kind} {number}",
                session_id=key,
                kind=kind,
                occurred_at=at(hour, 20),
            )
    for number in range(6):
        add(connection, "ai_analyses", f"{key} {number}", session_id=key, finished_at=at(hour, 30))
    add(connection, "resource_usage", key, school_id=school, recorded_at=at(hour, 40), transcription_minutes=7,
        compute_cost=0.25)  # fmt: skip


def asked(connection: Connection, columns: str, function: str, school: str | None, hours: int) -> list[tuple[Any, ...]]:
    query = f"select {columns} from analytics.{function}(%s, %s)"
    return connection.execute(query.encode(), [school, hours]).fetchall()


def close(connection: Connection) -> None:
    """As the hourly job does, of which the pages then read what it stored."""
    connection.execute("select analytics.refresh_facts('{}')")
    connection.execute("select analytics.roll_up(%s, %s)", [at(8), at(12)])


@pytest.mark.parametrize("stored", [False, True])
@pytest.mark.parametrize(("school", "sessions"), [("a", 1), ("b", 2), (None, 3)])
def test_each_hour_has_its_own_figures(
    two_schools: Connection, stored: bool, school: str | None, sessions: int
) -> None:
    if stored:
        close(two_schools)
    an_hour = (1, 1, 1, 2, 3, 2, 5, 4, 3, 2, 6, 7, 0.25)
    busy = tuple(sessions * figure for figure in an_hour)
    assert asked(two_schools, HAPPENED, "hours_of_period", school, 4) == [(0,) * 13, busy, busy, (0,) * 13]


@pytest.mark.parametrize("stored", [False, True])
@pytest.mark.parametrize(("school", "sessions"), [("a", 1), ("b", 2), (None, 3)])
def test_each_hour_has_the_means_of_its_own_readings(
    two_schools: Connection, stored: bool, school: str | None, sessions: int
) -> None:
    if stored:
        close(two_schools)
    means = (2.0, 4.0, pytest.approx(0.6), 8.0, 10.0, 12.0, 14.0, 16.0)
    an_hour = (*means, 30 * sessions, 3 * sessions, pytest.approx(0.1))
    assert asked(two_schools, MEASURED, "measurements_of_period", school, 4) == [an_hour, an_hour]


@pytest.mark.parametrize(("school", "sessions"), [("a", 1), ("b", 2), (None, 3)])
def test_totals_are_of_all_hours(two_schools: Connection, school: str | None, sessions: int) -> None:
    an_hour = (5, 4, 3, 2, 6, 7, 0.25, 30, 3)
    assert asked(two_schools, TOTALS, "totals_of_period", school, 4) == [
        (*(2 * sessions * figure for figure in an_hour), pytest.approx(10))
    ]


@pytest.mark.parametrize("stored", [False, True])
def test_a_period_ends_with_the_running_hour_and_begins_as_many_hours_before(
    two_schools: Connection, stored: bool
) -> None:
    if stored:
        close(two_schools)
    for hours, expected in ((1, []), (2, [11]), (3, [10, 11]), (24, [10, 11])):
        found = asked(two_schools, HOUR, "measurements_of_period", None, hours)
        assert [hour for (hour,) in found] == expected
    clock = asked(two_schools, f"{HOUR}, is_open, sessions_active", "hours_of_period", None, 3)
    assert clock == [(10, False, 3), (11, False, 3), (12, True, 0)]


def test_the_running_hour_is_read_from_what_is_there_now(two_schools: Connection) -> None:
    close(two_schools)
    _session(two_schools, "a", 12, "now")
    _session(two_schools, "a", 13, "later")
    assert asked(two_schools, "sessions_active, total_alerts", "hours_of_period", "a", 2) == [(1, 2), (1, 2)]
    assert asked(two_schools, "requests", "measurements_of_period", "a", 2) == [(30,), (30,)]


def test_readings_without_a_value_have_no_mean(empty: Connection) -> None:
    add(empty, "schools", "a")
    add(empty, "sessions", "s", school_id="a")
    add(
        empty, "session_metrics", "r", session_id="s", measured_at=at(11), requests=0, errors=0, **dict.fromkeys(SCORES)
    )
    assert asked(empty, MEASURED, "measurements_of_period", None, 2) == [(None,) * 8 + (0, 0, None)]


COVERS = "select analytics.rollup_covers('2026-06-15 08:00+00', '2026-06-15 10:00+00')"


@pytest.fixture
def closed(empty: Connection) -> Connection:
    """The hours from 8 to 12 are closed."""
    add(empty, "schools", "a")
    close(empty)
    return empty


def test_closed_hours_are_read_from_what_is_stored(closed: Connection) -> None:
    assert rows(closed, COVERS) == [(True,)]


@pytest.mark.parametrize(("hour", "covered"), [(7, True), (8, False), (9, False), (10, True)])
def test_every_hour_of_the_range_must_be_closed(closed: Connection, hour: int, covered: bool) -> None:
    closed.execute("delete from analytics.rollup_ledger where metric_hour = %s", [at(hour)])
    assert rows(closed, COVERS) == [(covered,)]


@pytest.mark.parametrize(
    ("first", "last", "covered"),
    [(6, 7, True), (6, 8, False), (7, 11, False), (9, 9, False), (9, 12, False), (10, 11, True)],
)
def test_no_hour_of_the_range_may_wait(closed: Connection, first: int, last: int, covered: bool) -> None:
    closed.execute(
        "insert into analytics.changed_hours (school_id, first_hour, last_hour) values ('a', %s, %s)",
        [at(first), at(last)],
    )
    assert rows(closed, COVERS) == [(covered,)]


def test_nobody_whose_presence_changed_may_wait(closed: Connection) -> None:
    add(closed, "sessions", "s", school_id="a")
    assert rows(closed, "select count(*) > 0 from analytics.changed_presence") == [(True,)]
    closed.execute("delete from analytics.changed_hours")
    assert rows(closed, COVERS) == [(False,)]


HOURS_OF = "('2026-06-15 08:00+00', '2026-06-15 10:00+00'{})"
EDGES = ("2026-06-15 07:59:59.999999+00", at(8), "2026-06-15 09:59:59.999999+00", at(10))


@pytest.mark.parametrize(
    ("table", "column", "function", "counted"),
    [
        ("guidance_events", "occurred_at", "hourly_services", "alerts"),
        ("ai_analyses", "finished_at", "hourly_services", "analyses"),
        ("resource_usage", "recorded_at", "hourly_services", "records"),
        ("session_metrics", "measured_at", "hourly_measurements", "requests / 10"),
    ],
)
@pytest.mark.parametrize(
    ("schools", "expected"), [("", [("a", 8), ("a", 9), ("b", 8), ("b", 9)]), (", array['b']", [("b", 8), ("b", 9)])]
)
def test_a_range_holds_its_first_moment_and_not_its_last(
    empty: Connection,
    table: str,
    column: str,
    function: str,
    counted: str,
    schools: str,
    expected: list[tuple[str, int]],
) -> None:
    for school in ("a", "b", "idle"):
        add(empty, "schools", school)
        add(empty, "sessions", school, school_id=school)
    for school in ("a", "b"):
        for number, moment in enumerate(EDGES):
            of = {"school_id": school} if table == "resource_usage" else {"session_id": school}
            add(empty, table, f"{school} {number}", **of, **{column: moment})
    found = rows(
        empty,
        f"select school_id, extract(hour from metric_hour at time zone 'UTC')::integer, {counted} "
        f"from analytics.{function}{HOURS_OF.format(schools)} order by 1, 2",
    )
    assert found == [(*hour, 1) for hour in expected]
