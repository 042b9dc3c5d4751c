"""Tables of the video courses."""

from sources.imports.targets.target import FIRST, KEY, Column, Target, column, key, of, optional, updated

_KEY = "uuid"
_STUDENT = of("student_id", "profiles", _KEY)
_CREATED = column("created_at", "timestamptz", FIRST)
_WRITTEN = (column("created_at", "timestamptz"), updated(), optional("deleted_at", "timestamptz"))


def _moment(name: str, *, required: bool = True) -> Column:
    return Column(name, "timestamptz", required)


TABLES = (
    Target(
        "profiles",
        (
            key(_KEY),
            column("full_name", otherwise=KEY),
            optional("email"),
            column("role", otherwise="'student'"),
            Column("current_goal_id", _KEY, required=False, names="goals"),
            _CREATED,
            updated(),
            optional("deleted_at", "timestamptz"),
        ),
    ),
    Target("courses", (key(_KEY), column("title", otherwise=KEY), updated())),
    Target(
        "course_chapters",
        (
            key(_KEY),
            of("course_id", "courses", _KEY),
            column("title", otherwise=KEY),
            column("position", "integer", "1"),
            updated(),
        ),
    ),
    Target(
        "media_files",
        (
            key(_KEY),
            of("chapter_id", "course_chapters", _KEY, required=False),
            column("title", otherwise=KEY),
            column("duration_seconds", "integer", "0"),
            updated(),
        ),
    ),
    Target(
        "goals",
        (
            key(_KEY),
            _STUDENT,
            column("title", otherwise=KEY),
            _moment("started_at"),
            _moment("completed_at", required=False),
            _moment("abandoned_at", required=False),
            updated(),
        ),
    ),
    Target(
        "enrollments",
        (
            key(_KEY),
            _STUDENT,
            of("course_id", "courses", _KEY),
            _moment("enrolled_at"),
            _moment("completed_at", required=False),
            updated(),
        ),
        natural=("student_id", "course_id"),
        kept="enrolled_at",
    ),
    Target(
        "lesson_completions",
        (key(_KEY), _STUDENT, of("lesson_id", "course_chapters", _KEY), _moment("completed_at"), updated()),
        natural=("student_id", "lesson_id"),
        kept="completed_at",
    ),
    Target(
        "video_progress",
        (
            key(_KEY),
            _STUDENT,
            of("video_id", "media_files", _KEY),
            column("percent", "smallint"),
            column("position_seconds", "integer", "0"),
            updated(),
        ),
        natural=("student_id", "video_id"),
        kept="percent desc, updated_at",
    ),
    Target(
        "reflections",
        (
            key(_KEY),
            _STUDENT,
            of("video_id", "media_files", _KEY),
            optional("video_timestamp_seconds", "integer"),
            optional("media_type"),
            optional("content"),
            optional("media_url"),
            optional("media_duration_seconds", "integer"),
            optional("sentiment"),
            optional("instructor_response"),
            _moment("responded_at", required=False),
            of("responded_by", "profiles", _KEY, required=False),
            *_WRITTEN,
        ),
    ),
    Target(
        "quiz_attempts",
        (
            key(_KEY),
            _STUDENT,
            Column("quiz_id", _KEY, names="quizzes"),
            of("video_id", "media_files", _KEY, required=False),
            of("course_id", "courses", _KEY, required=False),
            optional("score", "numeric(5,2)"),
            _moment("started_at"),
            _moment("completed_at", required=False),
            updated(),
        ),
    ),
    Target(
        "milestones",
        (
            key(_KEY),
            _STUDENT,
            column("kind"),
            of("goal_id", "goals", _KEY, required=False),
            of("video_id", "media_files", _KEY, required=False),
            optional("video_timestamp_seconds", "integer"),
            optional("note"),
            _moment("reached_at"),
            updated(),
        ),
    ),
    Target("daily_notes", (key(_KEY), _STUDENT, column("content"), *_WRITTEN)),
    Target(
        "success_proofs",
        (
            key(_KEY),
            _STUDENT,
            of("goal_id", "goals", _KEY, required=False),
            optional("content"),
            optional("media_url"),
            *_WRITTEN,
        ),
    ),
    Target(
        "goal_messages",
        (
            key(_KEY),
            of("goal_id", "goals", _KEY),
            _STUDENT,
            of("instructor_id", "profiles", _KEY),
            column("content"),
            *_WRITTEN,
        ),
    ),
)
