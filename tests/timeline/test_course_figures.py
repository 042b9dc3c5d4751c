"""What each enrolled student did in a course, beside the others of it, and what became of the goals."""

import pytest

from tests.factories import Connection, rows
from tests.timeline.school import LAST_MOMENT, TOMORROW, add, key

FIGURES = "lessons_completed, videos_completed, reflections"
COMPARED = (
    "select course_title, lessons_completed, median_lessons, videos_completed, median_videos, reflections, "
    "median_reflections, students from timeline.course_comparison where student_id = %s and course_id = %s"
)


def figures(connection: Connection, student: str, course: str = "course") -> list[tuple[object, ...]]:
    query = f"select {FIGURES} from timeline.student_course_figures where student_id = %s and course_id = %s"
    return connection.execute(query.encode(), [key(student), key(course)]).fetchall()


def test_a_student_has_what_was_done_in_this_course_alone(connection: Connection) -> None:
    add(connection, "enrollments", "bo's", student_id="bo")
    assert figures(connection, "ana") == [(1, 0, 1)]
    assert figures(connection, "bo") == [(0, 0, 0)]
    add(connection, "course_chapters", "elsewhere", course_id="another course")
    add(connection, "media_files", "video elsewhere", chapter_id="elsewhere")
    add(connection, "lesson_completions", "there", student_id="bo", lesson_id="elsewhere")
    add(connection, "reflections", "there", student_id="bo", video_id="video elsewhere")
    assert figures(connection, "bo") == [(0, 0, 0)]
    add(connection, "lesson_completions", "here", student_id="bo")
    add(connection, "reflections", "here", student_id="bo")
    add(connection, "reflections", "here again", student_id="bo", video_id="another video")
    add(connection, "video_progress", "here", student_id="bo", percent=100)
    assert figures(connection, "bo") == [(1, 1, 2)]
    assert figures(connection, "ana") == [(1, 0, 1)]


def test_whoever_is_enrolled_twice_is_there_once_and_a_lesson_counts_once(connection: Connection) -> None:
    add(connection, "enrollments", "again")
    add(connection, "course_chapters", "second", position=2)
    for number in range(2):
        add(connection, "lesson_completions", f"second {number}", lesson_id="second")
    assert figures(connection, "ana") == [(2, 0, 1)]


@pytest.mark.parametrize(("moment", "counted"), [(LAST_MOMENT, 1), (TOMORROW, 0)])
def test_what_comes_tomorrow_is_not_counted_yet(connection: Connection, moment: str, counted: int) -> None:
    add(connection, "enrollments", "bo's", student_id="bo", enrolled_at=moment)
    assert len(figures(connection, "bo")) == counted
    add(connection, "enrollments", "before", student_id="bo")
    add(connection, "lesson_completions", "bo's", student_id="bo", completed_at=moment)
    add(connection, "reflections", "bo's", student_id="bo", created_at=moment)
    assert figures(connection, "bo") == [(counted, 0, counted)]


def test_who_or_what_was_deleted_is_not_counted(connection: Connection) -> None:
    connection.execute("update learning.reflections set deleted_at = now()")
    assert figures(connection, "ana") == [(1, 0, 0)]
    connection.execute("update learning.profiles set deleted_at = now() where full_name = 'Ana'")
    assert figures(connection, "ana") == []


def test_a_student_stands_beside_the_median_of_the_course(connection: Connection) -> None:
    for number in range(2):
        add(connection, "profiles", f"new {number}")
    for student in ("bo", "new 0", "new 1"):
        add(connection, "enrollments", f"of {student}", student_id=student)
    add(connection, "lesson_completions", "bo's", student_id="bo")
    for number in range(3):
        add(connection, "reflections", f"bo's {number}", student_id="bo")
    add(connection, "video_progress", "bo's", student_id="bo", percent=100)
    found = connection.execute(COMPARED.encode(), [key("bo"), key("course")]).fetchall()
    assert found == [("Course", 1, 0.5, 1, 0, 3, 0.5, 4)]


def state(connection: Connection) -> list[tuple[object, ...]]:
    return connection.execute(
        "select goal_title, goal_state from timeline.goal_spans where goal_id = %s", [key("goal")]
    ).fetchall()


@pytest.mark.parametrize(
    ("column", "moment", "expected"),
    [
        ("completed_at", LAST_MOMENT, "completed"),
        ("completed_at", TOMORROW, "open"),
        ("abandoned_at", LAST_MOMENT, "abandoned"),
        ("abandoned_at", TOMORROW, "open"),
        ("title", "Goal", "open"),
    ],
)
def test_a_goal_is_open_until_the_day_it_ends(connection: Connection, column: str, moment: str, expected: str) -> None:
    connection.execute(f"update learning.goals set {column} = %s where id = %s".encode(), [moment, key("goal")])
    assert state(connection) == [("Goal", expected)]


def test_a_goal_that_is_gone_is_unknown(connection: Connection) -> None:
    # Its activities keep its key.
    connection.execute("set local session_replication_role = replica")
    connection.execute("delete from learning.goals where id = %s", [key("goal")])
    assert state(connection) == [(None, "unknown")]


@pytest.mark.parametrize(("second", "place"), [(0, 0), (14, 0), (15, 15), (29, 15), (30, 30)])
def test_moments_of_a_video_are_counted_in_quarters_of_a_minute(
    connection: Connection, second: int, place: int
) -> None:
    for student in ("ana", "bo", "bo"):
        name = f"{student} {len(rows(connection, 'select 1 from learning.reflections'))}"
        add(connection, "reflections", name, student_id=student, video_id="another video",
            video_timestamp_seconds=second)  # fmt: skip
    found = connection.execute(
        "select from_second, activities, students from timeline.video_moments where video_id = %s",
        [key("another video")],
    ).fetchall()
    assert found == [(place, 3, 2)]


def test_activities_are_told_with_the_titles_of_what_they_are_about(connection: Connection) -> None:
    add(connection, "course_chapters", "there", course_id="another course", title="Chapter there")
    add(connection, "media_files", "video there", chapter_id="there", title="Video there")
    for table, name in (("courses", "another course"), ("goals", "goal of bo"), ("media_files", "another video")):
        connection.execute(f"update learning.{table} set title = %s where id = %s".encode(), [name, key(name)])
    add(connection, "reflections", "there", student_id="bo", video_id="video there", content="There")
    add(connection, "success_proofs", "proof", student_id="bo", goal_id="goal of bo", content="Earned")
    titles = "content, video_title, lesson_title, course_title, goal_title"
    found = rows(connection, f"select {titles} from timeline.activity_details where content is not null order by 1")
    assert found == [
        ("Aha", "Video", "Chapter", "Course", "Goal"),
        ("Earned", None, None, None, "goal of bo"),
        ("Paid", None, None, None, "Goal"),
        ("There", "Video there", "Chapter there", "another course", "goal of bo"),
        ("Tired", None, None, None, "Goal"),
        ("Well done", None, None, None, "Goal"),
    ]
    every = "select count(*) from timeline.{}"
    assert rows(connection, every.format("activity_details")) == rows(connection, every.format("visible_activities"))
    listed = rows(connection, "select video_title, lesson_title, course_title from timeline.videos order by 1")
    assert ("Video there", "Chapter there", "another course") in listed


def test_students_and_videos_are_listed_for_choice(connection: Connection) -> None:
    add(connection, "profiles", "gone", full_name="Gone", deleted_at="2026-06-02 15:00+00")
    add(connection, "media_files", "loose", title="Loose", chapter_id=None)
    assert sorted(rows(connection, "select full_name from timeline.students")) == [("Ana",), ("Bo",)]
    listed = rows(connection, "select video_title, lesson_title, course_title from timeline.videos order by 1, 2")
    assert listed == [("Loose", None, None), ("Video", "Chapter", "Course"), ("Video", "Chapter", "Course")]
