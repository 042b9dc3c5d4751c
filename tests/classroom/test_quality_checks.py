"""What the quality report of live classrooms finds in single rows: each check at its boundary."""

from typing import Any

import pytest

from tests.classroom.classroom import (
    AS_IT_SHOULD_BE,
    ENDED,
    INSIDE,
    LAST_MOMENT,
    SET_UP,
    STARTED,
    TOMORROW,
    add,
    findings,
)
from tests.factories import Connection, failing_rows

DATES = {
    "schools": ("updated_at",),
    "sessions": ("configured_at", "started_at", "ended_at", "updated_at"),
    "session_groups": ("created_at", "ready_at", "updated_at"),
    "participants": ("joined_at", "left_at", "updated_at"),
    "session_metrics": ("measured_at",),
    "guidance_events": ("occurred_at",),
    "ai_analyses": ("finished_at",),
    "resource_usage": ("recorded_at",),
    "session_events": ("event_time", "created_at"),
}
CURSORS = {table: columns[-1] for table, columns in DATES.items()}
DAY_BEFORE = "2026-06-14 12:00:00+00"
BEFORE, AFTER = "2026-06-01 08:59:59.999999+00", "2026-06-01 09:45:00.000001+00"
NOT_STARTED = {"started_at": None, "ended_at": None}
OPEN = {"ended_at": None, "updated_at": DAY_BEFORE, "configured_at": DAY_BEFORE}

# What the columns of numbers may hold, both ends included; None where a range has no upper end.
RANGES: tuple[tuple[str, str, str, float, float | None], ...] = (
    ("session_metrics", "participation_rate", "rate_out_of_range", 0, 1),
    *(
        ("session_metrics", column, "score_out_of_range", 0, 100)
        for column in ("session_quality", "engagement_score", "collaboration_score", "audio_quality",
                       "connection_stability")
    ),
    ("session_metrics", "response_time_ms", "impossible_reading", 0, 86_400_000),
    ("session_metrics", "latency_ms", "impossible_reading", 0, 86_400_000),
    ("session_metrics", "errors", "impossible_reading", 0, None),
    ("session_metrics", "websocket_connections", "impossible_reading", 0, None),
    ("ai_analyses", "processing_seconds", "impossible_duration", 0, 86_400),
    *(
        ("resource_usage", column, "impossible_usage", 0, None)
        for column in ("transcription_minutes", "storage_gb", "compute_cost")
    ),
)  # fmt: skip
WHOLE_NUMBERS = ("errors", "websocket_connections")
DAY_2000 = "2000-01-01 00:00+00"

FAILING: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("missing_name", "schools", {"name": " \t"}),
    ("unknown_time_zone", "schools", {"time_zone": "America/New_Yorc"}),
    ("unknown_time_zone", "schools", {"time_zone": ""}),
    ("missing_title", "sessions", {"title": ""}),
    ("missing_teacher", "sessions", {"teacher_id": " "}),
    ("never_started", "sessions", {**NOT_STARTED, "configured_at": "2026-06-14 11:59:59+00", "updated_at": TOMORROW}),
    ("ended_without_start", "sessions", {"started_at": None}),
    ("ended_before_start", "sessions", {"ended_at": BEFORE}),
    ("started_before_configured", "sessions", {"configured_at": "2026-06-01 09:00:00.000001+00"}),
    ("active_too_long", "sessions", {**OPEN, "started_at": "2026-06-14 11:59:59+00", "configured_at": SET_UP}),
    ("active_too_long", "sessions", {"ended_at": "2026-06-02 09:00:01+00"}),
    ("ready_before_created", "session_groups", {"ready_at": "2026-06-01 08:49:59+00"}),
    ("after_session_end", "session_groups", {"ready_at": AFTER}),
    ("missing_student", "participants", {"student_id": "\n"}),
    ("missing_group", "participants", {"group_id": None}),
    ("group_of_another_session", "participants", {"group_id": "another group"}),
    ("left_before_joined", "participants", {"left_at": BEFORE}),
    ("never_left", "participants", {"left_at": None}),
    ("outside_session", "participants", {"joined_at": "2026-06-01 08:49:59+00"}),
    ("outside_session", "participants", {"joined_at": AFTER, "left_at": AFTER, "updated_at": AFTER}),
    *(
        (f"missing_{name}", "session_metrics", {column: None})
        for name, column in (
            *((score, score) for score in ("session_quality", "engagement_score", "participation_rate")),
            *((score, score) for score in ("collaboration_score", "audio_quality", "connection_stability")),
            *(("response_time", "response_time_ms"), ("latency", "latency_ms")),
        )
    ),
    ("rate_out_of_range", "session_metrics", {"participation_rate": 1.0001}),
    ("rate_out_of_range", "session_metrics", {"participation_rate": -0.0001}),
    ("rate_out_of_range", "session_metrics", {"participation_rate": "NaN"}),
    ("score_out_of_range", "session_metrics", {"session_quality": 100.01}),
    ("score_out_of_range", "session_metrics", {"engagement_score": -0.01}),
    ("score_out_of_range", "session_metrics", {"collaboration_score": "NaN"}),
    ("score_out_of_range", "session_metrics", {"audio_quality": "infinity"}),
    ("score_out_of_range", "session_metrics", {"connection_stability": -1}),
    ("impossible_reading", "session_metrics", {"latency_ms": -0.1}),
    ("impossible_reading", "session_metrics", {"response_time_ms": "NaN"}),
    ("impossible_reading", "session_metrics", {"requests": -1, "errors": -1}),
    ("impossible_reading", "session_metrics", {"websocket_connections": -1}),
    ("more_errors_than_requests", "session_metrics", {"errors": 11}),
    ("outside_session", "session_metrics", {"measured_at": BEFORE}),
    ("outside_session", "session_metrics", {"measured_at": AFTER}),
    ("unknown_kind", "guidance_events", {"kind": "Alert"}),
    ("outside_session", "guidance_events", {"occurred_at": BEFORE}),
    ("outside_session", "guidance_events", {"occurred_at": AFTER}),
    ("impossible_duration", "ai_analyses", {"processing_seconds": -0.1}),
    ("impossible_duration", "ai_analyses", {"processing_seconds": "NaN"}),
    ("before_session_start", "ai_analyses", {"finished_at": BEFORE}),
    ("impossible_usage", "resource_usage", {"transcription_minutes": -0.1}),
    ("impossible_usage", "resource_usage", {"storage_gb": "NaN"}),
    ("impossible_usage", "resource_usage", {"compute_cost": "infinity"}),
    ("unknown_type", "session_events", {"event_type": "hand_raised", "payload": {"anything": 1}}),
    ("sequence_out_of_range", "session_events", {"sequence": 0}),
    ("another_teacher", "session_events", {"teacher_id": "tim"}),
    *(("payload_no_object", "session_events", {"payload": payload}) for payload in ([], ["groupId"], "lost", 1, None)),
    ("payload_key", "session_events", {"payload": {"groupCount": 3, "teacherName": "Tess"}}),
    ("payload_key", "session_events", {"payload": {"groupcount": 3}}),
    ("payload_key", "session_events", {"payload": {"groupId": "group"}}),
    ("stored_before_it_happened", "session_events", {"created_at": BEFORE}),
)

PASSING: tuple[tuple[str, dict[str, Any]], ...] = (
    ("schools", {"time_zone": "UTC", "name": " x"}),
    ("sessions", {**NOT_STARTED, "configured_at": DAY_BEFORE, "updated_at": DAY_BEFORE}),
    ("sessions", {**OPEN, "started_at": DAY_BEFORE}),
    ("sessions", {"ended_at": "2026-06-02 09:00:00+00"}),
    ("sessions", {"ended_at": STARTED, "configured_at": STARTED, "updated_at": STARTED}),
    ("session_groups", {"ready_at": None}),
    ("session_groups", {"ready_at": SET_UP, "updated_at": SET_UP}),
    ("session_groups", {"ready_at": ENDED}),
    ("participants", {"joined_at": SET_UP, "left_at": SET_UP}),
    ("participants", {"joined_at": ENDED}),
    ("session_metrics", {"measured_at": STARTED, "participation_rate": 0, "session_quality": 0, "audio_quality": 0}),
    ("session_metrics", {"measured_at": ENDED, "participation_rate": 1, "session_quality": 100, "latency_ms": 0}),
    ("session_metrics", {"requests": 0, "errors": 0, "websocket_connections": 0, "response_time_ms": 0}),
    *(("guidance_events", {"kind": kind}) for kind in ("prompt_generated", "prompt_used", "intervention", "alert")),
    ("guidance_events", {"occurred_at": STARTED}),
    ("ai_analyses", {"finished_at": LAST_MOMENT, "succeeded": False, "processing_seconds": 0}),
    ("resource_usage", {"transcription_minutes": 0, "storage_gb": 0, "compute_cost": 0}),
    ("session_events", {"payload": {}}),
    *(
        ("session_events", {"event_type": event_type, "payload": dict.fromkeys(keys.split(), "any")})
        for event_type, keys in (
            ("configured", "groupCount plannedMinutes"),
            ("started", "groupCount participantCount"),
            ("leader_ready", "groupId"),
            ("member_join", "groupId studentId participantCount"),
            ("member_leave", "groupId studentId participantCount"),
            ("ended", "durationSeconds participantCount readyGroups"),
        )
    ),
)

ORPHANS = (
    ("orphan_school", "school_id", ("sessions", "resource_usage")),
    ("orphan_session", "session_id", tuple(table for table in DATES if "session_id" in AS_IT_SHOULD_BE[table])),
    ("orphan_group", "group_id", ("participants",)),
)
TESTED_ELSEWHERE = {(check, "session_events") for check in ("gap", "duplicate_sequence", "decreasing_time")}


def test_an_empty_domain_has_every_check_and_no_finding(empty: Connection) -> None:
    counts = empty.execute("select count, sample_keys from analytics.data_quality").fetchall()
    assert len(counts) == 80
    assert all(count == (0, []) for count in counts)


def test_nothing_is_found_where_nothing_is_wrong(connection: Connection) -> None:
    for table in DATES:
        add(connection, table, "good")
    assert findings(connection) == {}
    assert failing_rows(connection, "analytics") == set()


@pytest.mark.parametrize("table", DATES)
def test_exactly_the_rows_that_fail_a_check_are_found(connection: Connection, table: str) -> None:
    expected: dict[tuple[str, str], list[str]] = {}
    for number, (check, where, values) in enumerate(FAILING):
        if where == table:
            add(connection, table, f"{number:02}", **values)
            expected.setdefault((check, table), []).append(f"{number:02}")
    found = findings(connection)
    assert {finding: found.get(finding) for finding in expected} == expected


@pytest.mark.parametrize("table", DATES)
def test_rows_at_the_boundary_pass(connection: Connection, table: str) -> None:
    for number, values in enumerate((values for where, values in PASSING if where == table), start=1):
        numbered = {"sequence": number} if table == "session_events" else {}
        add(connection, table, f"{number:02}", **numbered, **values)
    assert findings(connection) == {}


def test_rows_without_their_date_are_found_and_fail_nothing_else(connection: Connection) -> None:
    for table, column in CURSORS.items():
        add(connection, table, "bad", **{column: None})
    assert findings(connection) == {("missing_date", table): ["bad"] for table in DATES}


def test_tomorrow_is_the_future_and_today_is_not(connection: Connection) -> None:
    for table, column in ((table, column) for table, columns in DATES.items() for column in columns):
        add(connection, table, f"{column} today", **{column: LAST_MOMENT})
        add(connection, table, f"{column} tomorrow", **{column: TOMORROW})
    ahead = {table: sorted(f"{column} tomorrow" for column in columns) for table, columns in DATES.items()}
    found = findings(connection)
    assert {table: found["future_date", table] for table in DATES} == ahead


@pytest.mark.parametrize("moment", ["infinity", "-infinity"])
def test_a_date_that_never_comes_is_found_and_breaks_nothing(connection: Connection, moment: str) -> None:
    for table, column in ((table, column) for table, columns in DATES.items() for column in columns):
        add(connection, table, column, **{column: moment})
    check = "future_date" if moment == "infinity" else "impossible_date"
    found = findings(connection)
    assert {table: found[check, table] for table in DATES} == {table: sorted(DATES[table]) for table in DATES}


def test_before_2000_is_impossible(connection: Connection) -> None:
    for table, column in ((table, column) for table, columns in DATES.items() for column in columns):
        add(connection, table, column, **{column: "1999-12-31 23:59:59+00"})
    found = findings(connection)
    assert {table: found["impossible_date", table] for table in DATES} == {
        table: sorted(DATES[table]) for table in DATES
    }


@pytest.mark.parametrize("table", ["sessions", "session_groups", "participants"])
def test_a_change_before_the_row_was_made_is_impossible(connection: Connection, table: str) -> None:
    add(connection, table, "bad", updated_at="2026-06-01 08:49:59+00")
    assert findings(connection) == {("impossible_date", table): ["bad"]}


@pytest.mark.parametrize(("table", "column"), [("session_metrics", "measured_at"), ("guidance_events", "occurred_at")])
def test_a_session_that_never_started_has_no_inside(connection: Connection, table: str, column: str) -> None:
    add(connection, "sessions", "idle", **NOT_STARTED, configured_at=DAY_BEFORE, updated_at=DAY_BEFORE)
    add(connection, table, "bad", session_id="idle", **{column: INSIDE})
    assert findings(connection) == {("outside_session", table): ["bad"]}


def test_a_number_may_be_either_end_of_its_range_and_nothing_beyond(connection: Connection) -> None:
    expected: dict[tuple[str, str], list[str]] = {}
    for table, column, check, lowest, highest in RANGES:
        step = 1 if column in WHOLE_NUMBERS else 0.25
        for value in (lowest, highest):
            if value is not None:
                add(connection, table, f"{column} {value}", **{column: value})
        beyond = [lowest - step] + ([highest + step] if highest is not None else [])
        for value in beyond:
            add(connection, table, f"{column} {value}", **{column: value})
            expected.setdefault((check, table), []).append(f"{column} {value}")
    query = 'select "check", "table", count from analytics.data_quality where count > 0'
    found = {(check, table): count for check, table, count in connection.execute(query).fetchall()}
    assert found == {finding: len(keys) for finding, keys in expected.items()}


def test_requests_may_be_no_fewer_than_none(connection: Connection) -> None:
    add(connection, "session_metrics", "none", requests=0, errors=0)
    assert findings(connection) == {}
    add(connection, "session_metrics", "fewer", requests=-1, errors=0)
    assert findings(connection)["impossible_reading", "session_metrics"] == ["fewer"]


def test_the_first_moment_of_2000_is_possible(connection: Connection) -> None:
    """In every column of every table, with all others alike, so that no order of the moments is broken."""
    for table, columns in DATES.items():
        add(connection, table, "millennium", **dict.fromkeys(columns, DAY_2000))
    assert not {check for check, _ in findings(connection)} & {"impossible_date", "missing_date", "future_date"}


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("session_groups", {"created_at": ENDED, "ready_at": ENDED, "updated_at": ENDED}),
        ("session_groups", {"updated_at": SET_UP, "ready_at": SET_UP}),
        ("participants", {"updated_at": STARTED}),
        ("participants", {"group_id": "group", "left_at": STARTED}),
        ("ai_analyses", {"finished_at": STARTED}),
        ("guidance_events", {"occurred_at": ENDED}),
        ("sessions", {"updated_at": SET_UP}),
        ("session_metrics", {"requests": 7, "errors": 7}),
    ],
)
def test_what_may_be_equal_may_be_equal(connection: Connection, table: str, values: dict[str, Any]) -> None:
    add(connection, table, "equal", **values)
    assert findings(connection) == {}


def test_an_open_session_holds_whatever_comes_after_its_start(connection: Connection) -> None:
    add(connection, "sessions", "open", **OPEN, started_at=DAY_BEFORE)
    for table, column in (("session_metrics", "measured_at"), ("guidance_events", "occurred_at")):
        add(connection, table, "late", session_id="open", **{column: LAST_MOMENT})
    for table in ("session_groups", "participants"):
        dates = dict.fromkeys(DATES[table], DAY_BEFORE)
        group = {"group_id": "of the open"} if table == "participants" else {}
        add(connection, table, "of the open", session_id="open", **dates, **group)
    connection.execute("update classwaves.participants set left_at = null where id = 'of the open'")
    assert findings(connection) == {}


def test_orphans_are_found_in_quarantine(connection: Connection) -> None:
    orphans = [(check, column, table) for check, column, tables in ORPHANS for table in tables]
    for check, column, table in orphans:
        parent = column.removesuffix("_id")
        for key, sqlstate, value, source in (
            ("bad", "23503", "none", "classwaves"),
            ("mended", "23503", parent, "classwaves"),
            ("twin", "23505", "none", "classwaves"),
            ("elsewhere", "23503", "none", "academy"),
        ):
            connection.execute(
                'insert into ops.sync_rejects (source, "table", key, sqlstate, reason, data) '
                "values (%s, %s, %s, %s, 'broken', jsonb_build_object(%s::text, %s::text))",
                [source, table, f"{key} {check}", sqlstate, column, value],
            )
    assert findings(connection) == {(check, table): [f"bad {check}"] for check, _, table in orphans}


def test_a_row_that_fails_several_checks_counts_in_each(connection: Connection) -> None:
    add(connection, "session_metrics", "bad", session_quality=None, errors=11, participation_rate=85)
    add(connection, "session_metrics", "worse", session_quality=None, errors=11)
    assert findings(connection) == {
        ("missing_session_quality", "session_metrics"): ["bad", "worse"],
        ("more_errors_than_requests", "session_metrics"): ["bad", "worse"],
        ("rate_out_of_range", "session_metrics"): ["bad"],
    }


def test_many_findings_are_counted_and_five_are_shown_in_order(connection: Connection) -> None:
    names = [f"{letter}{number}" for letter in "bA" for number in range(12)]
    for number, name in enumerate(names):
        add(connection, "guidance_events", name, kind="nudge", occurred_at=INSIDE if number % 2 else TOMORROW)
    [[count, keys]] = connection.execute(
        "select count, sample_keys from analytics.data_quality where \"check\" = 'unknown_kind'"
    ).fetchall()
    assert (count, keys) == (24, sorted(names)[:5])


def test_every_check_is_tested(connection: Connection) -> None:
    listed = set(connection.execute('select "check", "table" from analytics.quality_checks').fetchall())
    dated = {(check, table) for check in ("future_date", "impossible_date", "missing_date") for table in DATES}
    orphans = {(check, table) for check, _, tables in ORPHANS for table in tables}
    assert listed == {(check, table) for check, table, _ in FAILING} | dated | orphans | TESTED_ELSEWHERE
