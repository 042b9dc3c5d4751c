"""What the four views show: exact rows of a tiny school."""

from typing import Any

from tests.factories import Connection, look_from, rows
from tests.timeline.school import LAST_MOMENT, TOMORROW, TUESDAY, add, key


def columns(connection: Connection, view: str) -> list[str]:
    described = connection.execute(f"select * from timeline.{view} limit 0".encode()).description
    assert described is not None
    return [column.name for column in described]


def ids(connection: Connection, query: str) -> list[Any]:
    return [str(row[0]) for row in rows(connection, query)]


def test_the_views_have_the_contracts_columns(connection: Connection) -> None:
    assert columns(connection, "v_video_journey")[:4] == ["video_id", "student_id", "full_name", "email"]
    assert set(columns(connection, "student_activity_timeline")) < set(columns(connection, "v_video_journey"))
    assert columns(connection, "v_daily_activity") == ["student_id", "activity_date", "activity_count", "activities"]
    assert columns(connection, "v_goal_activity") == [
        "student_id", "goal_id", "goal_start", "goal_end", "total_activities", "timeline",
    ]  # fmt: skip
    assert "age_hours" in columns(connection, "v_pending_responses")


def test_a_video_is_told_along_its_seconds(connection: Connection) -> None:
    for second in (90, None, 15):
        add(connection, "reflections", f"at {second}", video_id="another video", video_timestamp_seconds=second)
    query = f"select video_timestamp_seconds from timeline.v_video_journey where video_id = '{key('another video')}'"
    assert rows(connection, query) == [(15,), (90,), (None,)]


def test_a_day_lists_what_happened_oldest_first(connection: Connection) -> None:
    connection.execute("delete from learning.goal_messages; delete from learning.milestones")
    add(connection, "daily_notes", "evening", student_id="bo", created_at="2026-06-03 03:30+00", content="<b>late</b>")
    add(connection, "daily_notes", "morning", student_id="bo", created_at=TUESDAY, content="early")
    query = f"""select activity_date::text, activity_count, activities
        from timeline.v_daily_activity where student_id = '{key("bo")}'"""
    [(day, count, activities)] = rows(connection, query)
    assert (day, count) == ("2026-06-02", 2)
    assert [(item["type"], item["content"]) for item in activities] == [
        ("daily_note", "early"),
        ("daily_note", "<b>late</b>"),
    ]
    assert set(activities[0]) == {"type", "content", "timestamp"}


def test_days_come_newest_first(connection: Connection) -> None:
    for day in ("2026-06-03", "2026-06-05", "2026-06-04"):
        add(connection, "daily_notes", day, student_id="bo", created_at=f"{day} 15:00+00")
    query = f"select activity_date::text from timeline.v_daily_activity where student_id = '{key('bo')}'"
    assert ids(connection, query) == ["2026-06-05", "2026-06-04", "2026-06-03"]


def test_a_goal_spans_its_activities(connection: Connection) -> None:
    add(connection, "success_proofs", "last", student_id="bo", goal_id="goal of bo", created_at=TUESDAY)
    add(connection, "success_proofs", "first", student_id="bo", goal_id="goal of bo")
    query = f"""select goal_start::date::text, goal_end::date::text, total_activities, timeline
        from timeline.v_goal_activity where student_id = '{key("bo")}'"""
    [(start, end, total, timeline)] = rows(connection, query)
    assert (start, end, total, len(timeline)) == ("2026-06-01", "2026-06-02", 2, 2)
    assert set(timeline[0]) == {"type", "content", "timestamp", "video_id", "course_id"}


def test_reflections_wait_oldest_first_with_their_age(connection: Connection) -> None:
    add(connection, "reflections", "newer", created_at="2026-06-15 15:20:00+00")
    add(connection, "reflections", "answered", instructor_response="Yes", responded_at=TUESDAY, responded_by="ida")
    query = "select source_id, age_hours from timeline.v_pending_responses"
    assert [(str(name), float(age)) for name, age in rows(connection, query)] == [
        (key("first of reflections"), 337.0),
        (key("newer"), 0.67),
    ]


def test_what_is_dated_after_today_does_not_exist(connection: Connection) -> None:
    add(connection, "reflections", "late today", created_at=LAST_MOMENT)
    add(connection, "reflections", "tomorrow", created_at=TOMORROW)
    shown = ids(connection, "select source_id from timeline.v_pending_responses")
    assert key("late today") in shown and key("tomorrow") not in shown
    look_from(connection, "2026-06-16 16:00:00")
    assert key("tomorrow") in ids(connection, "select source_id from timeline.v_pending_responses")


def test_a_soft_deleted_student_is_nowhere(connection: Connection) -> None:
    connection.execute("update learning.profiles set deleted_at = now() where id = %s", [key("ana")])
    for view in ("v_video_journey", "v_daily_activity", "v_goal_activity", "v_pending_responses"):
        assert rows(connection, f"select from timeline.{view} where student_id = '{key('ana')}'") == []


def test_removed_activities_are_nowhere(connection: Connection) -> None:
    connection.execute("update learning.reflections set deleted_at = now()")
    assert rows(connection, "select from timeline.v_pending_responses") == []
    assert rows(connection, "select from timeline.v_video_journey where activity_type = 'text_reflection'") == []


def test_nobody_has_done_nothing(connection: Connection) -> None:
    for view in ("v_video_journey", "v_daily_activity", "v_goal_activity", "v_pending_responses"):
        assert rows(connection, f"select from timeline.{view} where student_id = '{key('nobody')}'") == []
