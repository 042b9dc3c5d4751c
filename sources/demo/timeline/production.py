"""The school's production as a database: its tables, parents before children."""

from pathlib import Path

from sources.demo.production import Production
from sources.demo.timeline import simulation
from sources.demo.timeline.seasons import NEW_YORK
from sources.demo.writer import Table


def _table(name: str, *columns: str) -> Table:
    return Table(name, ("id", *columns), schema="learning", key_type="uuid")


SUBSCRIPTIONS = _table(
    "subscriptions", "student_id", "plan", "amount_cents", "cancelled_at", "created_at", "updated_at"
)
QUIZZES = _table("quizzes", "video_id", "title", "questions", "created_at", "updated_at")
WRITTEN = ("created_at", "updated_at", "deleted_at")

COPIED_TABLES = (
    _table("profiles", "full_name", "email", "avatar_url", "role", "current_goal_id", "last_seen_at", *WRITTEN),
    _table("courses", "title", "slug", "updated_at"),
    _table("course_chapters", "course_id", "title", "is_preview", "position", "updated_at"),
    _table("media_files", "chapter_id", "title", "storage_path", "duration_seconds", "updated_at"),
    _table("goals", "student_id", "title", "target_cents", "started_at", "completed_at", "abandoned_at", "updated_at"),
    _table("enrollments", "student_id", "course_id", "source", "enrolled_at", "completed_at", "updated_at"),
    _table("lesson_completions", "student_id", "lesson_id", "completed_at", "updated_at"),
    _table("video_progress", "student_id", "video_id", "percent", "position_seconds", "device", "updated_at"),
    _table(
        "reflections",
        *("student_id", "video_id", "video_timestamp_seconds", "media_type", "content", "media_url"),
        *("media_duration_seconds", "sentiment", "is_private", "instructor_response", "responded_at", "responded_by"),
        *WRITTEN,
    ),
    _table(
        "quiz_attempts",
        *("student_id", "quiz_id", "video_id", "course_id", "score", "started_at", "completed_at", "updated_at"),
    ),
    _table(
        "milestones",
        *("student_id", "kind", "goal_id", "video_id", "video_timestamp_seconds", "note", "reached_at", "updated_at"),
    ),
    _table("daily_notes", "student_id", "content", "mood", *WRITTEN),
    _table("success_proofs", "student_id", "goal_id", "content", "media_url", *WRITTEN),
    _table("goal_messages", "student_id", "goal_id", "instructor_id", "content", "read_at", *WRITTEN),
)

LEARNING = Production(
    name="learning",
    zone=NEW_YORK,
    directory=Path(__file__).parent,
    extra_tables=(SUBSCRIPTIONS, QUIZZES),
    copied_tables=COPIED_TABLES,
    changes=simulation.changes,
    write_order=(COPIED_TABLES[0], SUBSCRIPTIONS, *COPIED_TABLES[1:4], QUIZZES, *COPIED_TABLES[4:]),
)
