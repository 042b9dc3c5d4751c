"""What the quality report of the video courses finds, and what it lets pass: each check at its boundary."""

from typing import Any

import pytest

from tests.factories import Connection, failing_rows
from tests.timeline.school import AS_IT_SHOULD_BE, EARLIER, LAST_MOMENT, MONDAY, TOMORROW, TUESDAY, add, findings, key

OWN_DATES = {
    "profiles": ("created_at", "updated_at", "deleted_at"),
    "courses": ("updated_at",),
    "course_chapters": ("updated_at",),
    "media_files": ("updated_at",),
    "goals": ("started_at", "completed_at", "abandoned_at", "updated_at"),
    "enrollments": ("enrolled_at", "completed_at", "updated_at"),
    "lesson_completions": ("completed_at", "updated_at"),
    "video_progress": ("updated_at",),
    "reflections": ("created_at", "responded_at", "updated_at", "deleted_at"),
    "quiz_attempts": ("started_at", "completed_at", "updated_at"),
    "milestones": ("reached_at", "updated_at"),
    "daily_notes": ("created_at", "updated_at", "deleted_at"),
    "success_proofs": ("created_at", "updated_at", "deleted_at"),
    "goal_messages": ("created_at", "updated_at", "deleted_at"),
}

# A second row must not repeat what only one row may have, or what would be a finding of its own.
ROOM: dict[str, dict[str, Any]] = {
    "course_chapters": {"position": 2},
    "goals": {"student_id": "ida"},
    "enrollments": {"course_id": "another course"},
    "video_progress": {"video_id": "another video", "position_seconds": 60},
}

ANSWER = {"instructor_response": "Yes", "responded_by": "ida", "responded_at": TUESDAY}

FAILING: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("missing_name", "profiles", {"full_name": " \t", "email": "x@example.com"}),
    ("missing_email", "profiles", {"email": None}),
    ("missing_email", "profiles", {"email": " \n"}),
    ("unknown_role", "profiles", {"role": "Student", "email": "x@example.com"}),
    ("ignored_deleted_student", "profiles", {"deleted_at": TUESDAY, "email": "x@example.com"}),
    ("orphan_current_goal", "profiles", {"current_goal_id": "no such goal", "email": "x@example.com"}),
    ("current_goal_of_another_student", "profiles", {"current_goal_id": "goal of bo", "email": "x@example.com"}),
    ("missing_title", "courses", {"title": ""}),
    ("missing_title", "course_chapters", {"title": " "}),
    ("position_out_of_range", "course_chapters", {"position": 0}),
    ("missing_title", "media_files", {"title": "\n"}),
    ("missing_chapter", "media_files", {"chapter_id": None}),
    ("impossible_duration", "media_files", {"duration_seconds": 0}),
    ("missing_title", "goals", {"title": " "}),
    ("completed_and_abandoned", "goals", {"completed_at": TUESDAY, "abandoned_at": TUESDAY}),
    ("ended_before_start", "goals", {"abandoned_at": EARLIER}),
    ("ended_before_start", "enrollments", {"completed_at": EARLIER}),
    ("missing_updated_at", "video_progress", {"updated_at": None}),
    ("outside_video", "video_progress", {"position_seconds": 61}),
    ("outside_video", "video_progress", {"position_seconds": -1}),
    ("missing_timestamp", "reflections", {"video_timestamp_seconds": None}),
    ("outside_video", "reflections", {"video_timestamp_seconds": 601}),
    ("outside_video", "reflections", {"video_timestamp_seconds": -1}),
    ("unknown_media_type", "reflections", {"media_type": "gif", "media_url": "https://media.example/1"}),
    ("missing_content", "reflections", {"content": " "}),
    ("missing_content", "reflections", {"media_type": "audio", "media_url": None}),
    ("blank_response", "reflections", ANSWER | {"instructor_response": " "}),
    ("response_without_responder", "reflections", ANSWER | {"responded_by": None}),
    ("response_without_date", "reflections", ANSWER | {"responded_at": None}),
    ("responder_without_response", "reflections", ANSWER | {"instructor_response": None}),
    ("responder_without_response", "reflections", {"responded_at": TUESDAY}),
    ("response_before_reflection", "reflections", ANSWER | {"responded_at": "2026-06-01 14:59:59.999999+00"}),
    ("not_an_instructor", "reflections", ANSWER | {"responded_by": "bo"}),
    ("missing_video_and_course", "quiz_attempts", {"video_id": None}),
    ("course_of_another_video", "quiz_attempts", {"course_id": "another course"}),
    ("ended_before_start", "quiz_attempts", {"completed_at": EARLIER, "score": 50}),
    ("score_out_of_range", "quiz_attempts", {"completed_at": TUESDAY, "score": "-0.01"}),
    ("score_out_of_range", "quiz_attempts", {"completed_at": TUESDAY, "score": "100.01"}),
    ("score_out_of_range", "quiz_attempts", {"completed_at": TUESDAY, "score": "NaN"}),
    ("completed_without_score", "quiz_attempts", {"completed_at": TUESDAY}),
    ("score_without_completion", "quiz_attempts", {"score": 50}),
    ("unknown_kind", "milestones", {"kind": "Checkpoint"}),
    ("missing_goal", "milestones", {"kind": "goal_milestone"}),
    ("goal_of_another_student", "milestones", {"goal_id": "goal of bo"}),
    ("goal_not_completed", "milestones", {"kind": "goal_completion", "goal_id": "goal"}),
    ("checkpoint_without_video", "milestones", {"video_id": None}),
    ("outside_video", "milestones", {"video_timestamp_seconds": 601}),
    ("outside_video", "milestones", {"video_timestamp_seconds": -1}),
    ("missing_content", "daily_notes", {"content": " \r\n"}),
    ("missing_content", "success_proofs", {"content": " ", "media_url": None}),
    ("missing_goal", "success_proofs", {"goal_id": None}),
    ("goal_of_another_student", "success_proofs", {"goal_id": "goal of bo"}),
    ("missing_content", "goal_messages", {"content": ""}),
    ("goal_of_another_student", "goal_messages", {"goal_id": "goal of bo"}),
    ("not_an_instructor", "goal_messages", {"instructor_id": "bo"}),
)

PASSING: tuple[tuple[str, dict[str, Any]], ...] = (
    ("profiles", {"email": "ana+2@example.com", "full_name": " x "}),
    ("profiles", {"email": "x@example.com", "updated_at": EARLIER}),
    ("profiles", {"email": "x@example.com", "role": "instructor", "deleted_at": TUESDAY}),
    ("media_files", {"duration_seconds": 1}),
    ("goals", {"completed_at": MONDAY}),
    ("goals", {"started_at": LAST_MOMENT, "updated_at": EARLIER}),
    ("enrollments", {"completed_at": MONDAY}),
    ("video_progress", {"percent": 1, "position_seconds": 0}),
    ("video_progress", {"percent": 100, "position_seconds": 60}),
    ("reflections", {"video_timestamp_seconds": 600, **ANSWER, "responded_at": MONDAY}),
    ("reflections", {"media_type": "video", "media_url": "https://media.example/1", "content": None}),
    ("reflections", {"video_timestamp_seconds": 0}),
    ("milestones", {"video_timestamp_seconds": 0}),
    ("goals", {"abandoned_at": MONDAY}),
    ("quiz_attempts", {"completed_at": MONDAY, "score": 0}),
    ("quiz_attempts", {"completed_at": MONDAY, "score": 100, "course_id": "course"}),
    ("quiz_attempts", {"video_id": None, "course_id": "another course"}),
    ("milestones", {"kind": "goal_milestone", "goal_id": "goal", "video_id": None, "video_timestamp_seconds": None}),
    ("milestones", {"video_timestamp_seconds": 600, "goal_id": None}),
    ("success_proofs", {"content": None, "media_url": "https://media.example/1"}),
    ("daily_notes", {"content": "\n x", "deleted_at": MONDAY}),
)

ORPHANS = (
    ("orphan_student", "student_id", ("goals", *list(OWN_DATES)[5:])),
    ("orphan_course", "course_id", ("course_chapters", "enrollments", "quiz_attempts")),
    ("orphan_chapter", "chapter_id", ("media_files",)),
    ("orphan_chapter", "lesson_id", ("lesson_completions",)),
    ("orphan_video", "video_id", ("video_progress", "reflections", "quiz_attempts", "milestones")),
    ("orphan_goal", "goal_id", ("milestones", "success_proofs", "goal_messages")),
    ("orphan_instructor", "instructor_id", ("goal_messages",)),
    ("orphan_instructor", "responded_by", ("reflections",)),
)

TESTED_BELOW = {
    ("duplicate_email", "profiles"),
    ("current_goal_is_closed", "profiles"),
    ("several_open_goals", "goals"),
    ("duplicate_position", "course_chapters"),
    ("duplicate_enrollment", "enrollments"),
    ("percent_out_of_range", "video_progress"),
}


def test_an_empty_domain_has_every_check_and_no_finding(empty: Connection) -> None:
    counts = empty.execute("select count, sample_keys from timeline.data_quality").fetchall()
    assert len(counts) > 80
    assert all(count == (0, []) for count in counts)


def test_nothing_is_found_where_nothing_is_wrong(connection: Connection) -> None:
    assert findings(connection) == {}
    assert failing_rows(connection, "timeline") == set()


@pytest.mark.parametrize(("check", "table", "values"), FAILING)
def test_a_row_that_fails_a_check_is_found(
    connection: Connection, check: str, table: str, values: dict[str, Any]
) -> None:
    add(connection, table, "bad", **{**ROOM.get(table, {}), **values})
    assert findings(connection) == {(check, table): [key("bad")]}


@pytest.mark.parametrize(("table", "values"), PASSING)
def test_a_row_at_the_boundary_passes(connection: Connection, table: str, values: dict[str, Any]) -> None:
    add(connection, table, "good", **{**ROOM.get(table, {}), **values})
    assert findings(connection) == {}


@pytest.mark.parametrize("table", OWN_DATES)
def test_tomorrow_is_the_future_and_today_is_not(connection: Connection, table: str) -> None:
    for column in OWN_DATES[table]:
        _add_dated(connection, table, column, LAST_MOMENT, f"{column} today", "ana")
        _add_dated(connection, table, column, TOMORROW, f"{column} tomorrow", "bo")
    ahead = sorted(key(f"{column} tomorrow") for column in OWN_DATES[table])
    assert findings(connection)["future_date", table] == ahead


@pytest.mark.parametrize("table", OWN_DATES)
def test_before_2000_is_impossible(connection: Connection, table: str) -> None:
    for column in OWN_DATES[table]:
        _add_dated(connection, table, column, "1999-12-31 23:59:59+00", column, "ana")
    assert findings(connection)["impossible_date", table] == sorted(map(key, OWN_DATES[table]))


@pytest.mark.parametrize("table", OWN_DATES)
def test_the_first_moment_of_2000_is_possible_and_all_may_happen_at_once(connection: Connection, table: str) -> None:
    moments = dict.fromkeys(OWN_DATES[table], "2000-01-01 00:00+00")
    add(connection, table, "millennium", **{**ROOM.get(table, {}), **moments})
    too_early = {"impossible_date", "future_date", "ended_before_start", "response_before_reflection"}
    assert not {check for check, _ in findings(connection)} & too_early


@pytest.mark.parametrize("table", [table for table, columns in OWN_DATES.items() if "deleted_at" in columns])
def test_a_row_cannot_be_deleted_before_it_was_made(connection: Connection, table: str) -> None:
    add(connection, table, "bad", deleted_at="2026-01-05 14:59:59+00", updated_at=None)
    assert findings(connection)["impossible_date", table] == [key("bad")]


@pytest.mark.parametrize("table", [table for table, columns in OWN_DATES.items() if len(columns) > 1])
def test_a_change_before_the_row_was_made_is_impossible(connection: Connection, table: str) -> None:
    add(connection, table, "bad", **{**ROOM.get(table, {}), "updated_at": "2026-01-05 14:59:59+00"})
    planned = table == "goals"
    assert (("impossible_date", table) in findings(connection)) is not planned


@pytest.mark.parametrize(
    ("check", "column", "table"), [(check, column, table) for check, column, tables in ORPHANS for table in tables]
)
def test_an_orphan_is_found_in_quarantine(connection: Connection, check: str, column: str, table: str) -> None:
    for name, sqlstate, parent, source in (
        ("bad", "23503", "nobody", "learning"),
        ("mended", "23503", None, "learning"),
        ("twin", "23505", "nobody", "learning"),
        ("elsewhere", "23503", "nobody", "academy"),
    ):
        connection.execute(
            'insert into ops.sync_rejects (source, "table", key, sqlstate, reason, data) '
            "values (%s, %s, %s, %s, 'broken', jsonb_build_object(%s::text, %s::text))",
            [source, table, key(name), sqlstate, column, parent and key(parent)],
        )
    assert findings(connection) == {(check, table): [key("bad")]}


def test_an_orphan_whose_parent_came_is_found_no_more(connection: Connection) -> None:
    connection.execute(
        'insert into ops.sync_rejects (source, "table", key, sqlstate, reason, data) '
        "values ('learning', 'goals', %s, '23503', 'broken', jsonb_build_object('student_id', %s::text))",
        [key("bad"), key("ana")],
    )
    assert findings(connection) == {}


@pytest.mark.parametrize(("percent", "is_found"), [(-1, True), (0, False), (1, False), (100, False), (101, True)])
def test_a_percent_out_of_range_is_found_in_quarantine(connection: Connection, percent: int, is_found: bool) -> None:
    for source, table in (
        ("learning", "video_progress"),
        ("academy", "video_progress"),
        ("learning", "reflections"),
    ):
        connection.execute(
            'insert into ops.sync_rejects (source, "table", key, sqlstate, reason, data) '
            "values (%s, %s, %s, '23514', 'broken', jsonb_build_object('percent', %s::int))",
            [source, table, key(f"{source} {table}"), percent],
        )
    found = {("percent_out_of_range", "video_progress"): [key("learning video_progress")]}
    assert findings(connection) == (found if is_found else {})


def test_addresses_are_compared_without_case_and_blanks(connection: Connection) -> None:
    add(connection, "profiles", "twin", email=" ANA@example.com\n")
    assert findings(connection) == {("duplicate_email", "profiles"): sorted([key("ana"), key("twin")])}


def test_blank_addresses_are_no_duplicates(connection: Connection) -> None:
    for name in ("one", "two"):
        add(connection, "profiles", name, email=" ")
    assert ("duplicate_email", "profiles") not in findings(connection)


@pytest.mark.parametrize("how", ["completed_at", "abandoned_at"])
def test_a_current_goal_is_closed_from_the_day_it_ends(connection: Connection, how: str) -> None:
    connection.execute(f"update learning.goals set {how} = %s where id = %s".encode(), [TOMORROW, key("goal")])
    assert ("current_goal_is_closed", "profiles") not in findings(connection)
    connection.execute(f"update learning.goals set {how} = %s where id = %s".encode(), [LAST_MOMENT, key("goal")])
    assert findings(connection) == {("current_goal_is_closed", "profiles"): [key("ana")]}


def test_two_open_goals_are_one_too_many(connection: Connection) -> None:
    add(connection, "goals", "second")
    assert findings(connection) == {("several_open_goals", "goals"): sorted([key("goal"), key("second")])}


@pytest.mark.parametrize("dates", [{"started_at": TOMORROW}, {"completed_at": TUESDAY}, {"abandoned_at": TUESDAY}])
def test_a_goal_that_is_not_open_today_is_not_one_too_many(connection: Connection, dates: dict[str, str]) -> None:
    add(connection, "goals", "second", **dates)
    assert ("several_open_goals", "goals") not in findings(connection)


@pytest.mark.parametrize("dates", [{"started_at": LAST_MOMENT}, {"completed_at": TOMORROW}, {"abandoned_at": TOMORROW}])
def test_a_goal_that_is_still_open_today_is_one_too_many(connection: Connection, dates: dict[str, str]) -> None:
    add(connection, "goals", "second", **dates)
    assert ("several_open_goals", "goals") in findings(connection)


def test_chapters_of_one_course_share_no_position(connection: Connection) -> None:
    add(connection, "course_chapters", "elsewhere", course_id="another course")
    assert findings(connection) == {}
    add(connection, "course_chapters", "twin")
    assert findings(connection) == {("duplicate_position", "course_chapters"): sorted([key("chapter"), key("twin")])}


def test_an_attempt_is_compared_with_the_course_of_its_own_video(connection: Connection) -> None:
    add(connection, "course_chapters", "there", course_id="another course")
    add(connection, "media_files", "video there", chapter_id="there")
    add(connection, "quiz_attempts", "here", course_id="course")
    add(connection, "quiz_attempts", "right", course_id="another course", video_id="video there")
    assert findings(connection) == {}
    add(connection, "quiz_attempts", "wrong", course_id="course", video_id="video there")
    assert findings(connection) == {("course_of_another_video", "quiz_attempts"): [key("wrong")]}


def test_a_second_enrollment_in_a_course_is_found(connection: Connection) -> None:
    add(connection, "enrollments", "by bo", student_id="bo")
    assert findings(connection) == {}
    add(connection, "enrollments", "again")
    twins = sorted([key("first of enrollments"), key("again")])
    assert findings(connection) == {("duplicate_enrollment", "enrollments"): twins}


def test_many_findings_are_counted_and_five_are_shown(connection: Connection) -> None:
    names = [f"note {number}" for number in range(12)]
    for name in names:
        add(connection, "daily_notes", name, content=" ")
    [[count, keys]] = connection.execute(
        """select count, sample_keys from timeline.data_quality
        where "check" = 'missing_content' and "table" = 'daily_notes'"""
    ).fetchall()
    assert (count, keys) == (12, sorted(map(key, names))[:5])


def test_every_check_is_tested(connection: Connection) -> None:
    listed = set(connection.execute('select "check", "table" from timeline.quality_checks').fetchall())
    dated = {(check, table) for check in ("future_date", "impossible_date") for table in OWN_DATES}
    orphans = {(check, table) for check, _, tables in ORPHANS for table in tables}
    assert listed == {(check, table) for check, table, _ in FAILING} | dated | orphans | TESTED_BELOW


def _add_dated(connection: Connection, table: str, column: str, moment: str, name: str, student: str) -> None:
    whose = {"student_id": student} if "student_id" in AS_IT_SHOULD_BE[table] else {}
    add(connection, table, name, **{**ROOM.get(table, {}), **whose, column: moment})
