"""Tiny rows of the video courses for tests: what a test does not name is as it should be.

Keys are names ('ana'), wherever a row has or refers to one; `key` tells the id behind a name.
"""

from typing import Any
from uuid import NAMESPACE_URL, uuid5

from psycopg import sql

from tests.factories import Connection

EARLIER, MONDAY, TUESDAY = "2026-01-05 15:00+00", "2026-06-01 15:00+00", "2026-06-02 15:00+00"
LAST_MOMENT, TOMORROW = "2026-06-16 03:59:59.999999+00", "2026-06-16 04:00+00"

REFERENCES = {
    "id", "student_id", "course_id", "chapter_id", "lesson_id", "video_id", "goal_id", "quiz_id", "instructor_id",
    "responded_by", "current_goal_id",
}  # fmt: skip

AS_IT_SHOULD_BE: dict[str, dict[str, Any]] = {
    "profiles": {"full_name": "Ana", "email": None, "role": "student", "created_at": EARLIER},
    "courses": {"title": "Course"},
    "course_chapters": {"course_id": "course", "title": "Chapter", "position": 1},
    "media_files": {"chapter_id": "chapter", "title": "Video", "duration_seconds": 600},
    "goals": {"student_id": "ana", "title": "Goal", "started_at": MONDAY},
    "enrollments": {"student_id": "ana", "course_id": "course", "enrolled_at": MONDAY},
    "lesson_completions": {"student_id": "ana", "lesson_id": "chapter", "completed_at": MONDAY},
    "video_progress": {"student_id": "ana", "video_id": "video", "percent": 50, "position_seconds": 300},
    "reflections": {
        "student_id": "ana", "video_id": "video", "video_timestamp_seconds": 30, "content": "Aha", "created_at": MONDAY,
    },
    "quiz_attempts": {"student_id": "ana", "quiz_id": "quiz", "video_id": "video", "started_at": MONDAY},
    "milestones": {
        "student_id": "ana", "kind": "checkpoint", "video_id": "video", "video_timestamp_seconds": 30,
        "reached_at": MONDAY,
    },
    "daily_notes": {"student_id": "ana", "content": "Tired", "created_at": MONDAY},
    "success_proofs": {"student_id": "ana", "goal_id": "goal", "content": "Paid", "created_at": MONDAY},
    "goal_messages": {
        "student_id": "ana", "goal_id": "goal", "instructor_id": "ida", "content": "Well done", "created_at": MONDAY,
    },
}  # fmt: skip


def key(name: str) -> str:
    return str(uuid5(NAMESPACE_URL, name))


def add(connection: Connection, table: str, name: str, **values: Any) -> None:
    """A row; what is not given is as it should be."""
    row = {"id": name, "updated_at": TUESDAY, **AS_IT_SHOULD_BE[table], **values}
    told = [key(value) if column in REFERENCES and value is not None else value for column, value in row.items()]
    connection.execute(
        sql.SQL("insert into {} ({}) values ({})").format(
            sql.Identifier("learning", table),
            sql.SQL(", ").join(map(sql.Identifier, row)),
            sql.SQL(", ").join([sql.Placeholder()] * len(row)),
        ),
        told,
    )


def found(connection: Connection) -> None:
    """One row of each table, two students and an instructor."""
    add(connection, "profiles", "ana", email="ana@example.com", current_goal_id="goal")
    add(connection, "profiles", "bo", email="bo@example.com", full_name="Bo")
    add(connection, "profiles", "ida", email="ida@example.com", full_name="Ida", role="instructor")
    for table, name in (("courses", "course"), ("course_chapters", "chapter"), ("media_files", "video")):
        add(connection, table, name)
    add(connection, "courses", "another course")
    add(connection, "media_files", "another video", duration_seconds=60)
    add(connection, "goals", "goal")
    add(connection, "goals", "goal of bo", student_id="bo")
    for table in list(AS_IT_SHOULD_BE)[5:]:
        add(connection, table, f"first of {table}")


def findings(connection: Connection) -> dict[tuple[str, str], list[str]]:
    """Sample keys of every check that found something, by check and table."""
    rows = connection.execute(
        'select "check", "table", count, sample_keys from timeline.data_quality where count > 0'
    ).fetchall()
    assert all(len(keys) == min(count, 5) for _, _, count, keys in rows)
    return {(check, table): keys for check, table, _, keys in rows}
