"""What the staff left behind while trying things out: test accounts and dates that cannot be.

These few rows are there at every scale, so that the rarest blemishes are always present.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

from sources.demo.chance import days, uuid
from sources.demo.history import History, Values
from sources.demo.production import World
from sources.demo.timeline.catalogue import courses
from sources.demo.timeline.people import instructors

FAR_FUTURE = datetime(2099, 1, 1, 5, tzinfo=UTC)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def histories(of: World) -> Iterator[tuple[str, History]]:
    """All test rows; one goal is there before every student, who may name it by mistake."""
    start, later = of.founded_at + days(0.04), of.founded_at + days(0.5)
    for table, values in _from_the_start(of, start):
        yield table, [(start, values)]
    for table, values in (*_accounts(of, later), *_draft(of), *_activities(of, later)):
        yield table, [(later, values)]


def _from_the_start(of: World, start: datetime) -> Iterator[tuple[str, Values]]:
    # A cursor column that lies in the future, as a wrong clock writes it.
    yield "profiles", _profile(of, "tester", "admin", start) | {"updated_at": FAR_FUTURE}
    yield "profiles", _profile(of, "tester-2", "student", start) | {"updated_at": FAR_FUTURE}
    yield "goals", _goal(of, "goal", "TEST goal", start, start)


def _accounts(of: World, later: datetime) -> Iterator[tuple[str, Values]]:
    yield "profiles", _profile(of, "early-bird", "student", FAR_FUTURE) | {"updated_at": later}
    yield "profiles", _profile(of, "imported", "student", EPOCH) | {"updated_at": later}
    yield "goals", _goal(of, "goal-2099", " ", FAR_FUTURE, later)


def _draft(of: World) -> Iterator[tuple[str, Values]]:
    """A course that somebody began and left."""
    blank: Values = {"title": " ", "updated_at": FAR_FUTURE}
    course, chapter = uuid(of.seed, "staff", "course"), uuid(of.seed, "staff", "chapter")
    yield "courses", blank | {"id": course}
    yield "course_chapters", blank | {"id": chapter, "course_id": course, "position": 1, "is_preview": True}
    video = {"id": uuid(of.seed, "staff", "video"), "chapter_id": chapter, "duration_seconds": 1}
    yield "media_files", blank | video


def _activities(of: World, later: datetime) -> Iterator[tuple[str, Values]]:
    for number, (table, dated, moment, values) in enumerate(_impossible(of)):
        known = {"id": uuid(of.seed, "staff", "row", number), "student_id": uuid(of.seed, "staff", "tester")}
        yield table, {**known, **values, "updated_at": later, dated: moment}


def _impossible(of: World) -> tuple[tuple[str, str, datetime, Values], ...]:
    chapter = next(iter(courses(of).values())).chapters[0]
    video = chapter.videos[0].id
    course = {"course_id": uuid(of.seed, "staff", "course"), "source": "test"}
    message = {"goal_id": uuid(of.seed, "staff", "goal"), "instructor_id": instructors(of)[0].id, "content": "test"}
    watched = {"video_id": video, "percent": 60, "position_seconds": 90, "device": "web"}
    return (
        ("enrollments", "enrolled_at", EPOCH, course),
        ("enrollments", "enrolled_at", FAR_FUTURE, course),
        ("lesson_completions", "completed_at", FAR_FUTURE, {"lesson_id": chapter.id}),
        ("reflections", "created_at", FAR_FUTURE, {"video_id": video, "content": "test"}),
        ("reflections", "created_at", EPOCH, {"video_id": video, "content": "test"}),
        ("quiz_attempts", "started_at", FAR_FUTURE, {"quiz_id": video, "video_id": video}),
        ("milestones", "reached_at", FAR_FUTURE, {"kind": "checkpoint", "video_id": video, "note": "test"}),
        ("daily_notes", "created_at", FAR_FUTURE, {"content": "test, please ignore"}),
        ("success_proofs", "created_at", FAR_FUTURE, {"content": "test"}),
        ("goal_messages", "created_at", FAR_FUTURE, message),
        ("video_progress", "updated_at", FAR_FUTURE, watched),
    )


def _profile(of: World, name: str, role: str, created_at: datetime) -> Values:
    return {
        "id": uuid(of.seed, "staff", name),
        "full_name": f"TEST {name}",
        "email": f"{name}@school.example",
        "role": role,
        "current_goal_id": None,
        "created_at": created_at,
        "updated_at": created_at,
        "deleted_at": None,
    }


def _goal(of: World, name: str, title: str, started_at: datetime, updated_at: datetime) -> Values:
    return {
        "id": uuid(of.seed, "staff", name),
        "student_id": uuid(of.seed, "staff", "tester"),
        "title": title,
        "started_at": started_at,
        "completed_at": None,
        "abandoned_at": None,
        "updated_at": updated_at,
    }
