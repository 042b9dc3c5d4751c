"""Which activities raw rows tell, and how these follow every write: one rule after the other."""

from typing import Any

import psycopg
import pytest

from tests.factories import Connection, rows
from tests.timeline.school import EARLIER, MONDAY, TUESDAY, add, key

TOLD = {
    "enrollments": [("enrolled", "course_enrollment")],
    "lesson_completions": [("completed", "lesson_completion")],
    "video_progress": [("progress:25", "video_progress"), ("progress:50", "video_progress")],
    "reflections": [("created", "text_reflection")],
    "quiz_attempts": [("started", "quiz_attempt")],
    "milestones": [("reached", "checkpoint_reached")],
    "daily_notes": [("created", "daily_note")],
    "success_proofs": [("created", "success_proof")],
    "goal_messages": [("created", "instructor_message")],
}

KEPT = "select activity::text, xmin::text from timeline.student_activity_timeline as activity order by id"


def told(connection: Connection, name: str, columns: str = "source_event, removed_at is null") -> list[tuple[Any, ...]]:
    """The activities of one raw row."""
    query = f"select {columns} from timeline.student_activity_timeline where source_id = %s order by source_event"
    return connection.execute(query.encode(), [key(name)]).fetchall()


def write(connection: Connection, statement: str, *names: str) -> None:
    connection.execute(statement.encode(), [key(name) for name in names])


@pytest.fixture(autouse=True)
def is_right_afterwards(connection: Connection) -> Any:
    """Whatever a test wrote, building the timeline anew finds nothing to change."""
    yield
    if connection.info.transaction_status != psycopg.pq.TransactionStatus.INERROR:
        assert rows(connection, "select timeline.backfill()") == [(0,)]


def test_what_a_write_makes_is_what_building_anew_makes(connection: Connection) -> None:
    add(connection, "goals", "later", started_at=TUESDAY)
    for statement in (
        *(f"update learning.{table} set updated_at = updated_at + interval '1 day'" for table in TOLD),
        "update learning.reflections set media_type = 'audio', media_url = 'https://media.example/1'",
        "update learning.video_progress set percent = 100, position_seconds = 590",
        f"update learning.quiz_attempts set completed_at = '{TUESDAY}', score = 50",
        "update learning.daily_notes set student_id = (select id from learning.profiles where full_name = 'Bo')",
        "update learning.course_chapters set course_id = (select max(id::text)::uuid from learning.courses)",
        "update learning.course_chapters set course_id = (select min(id::text)::uuid from learning.courses)",
        "update learning.media_files set chapter_id = null",
        "update learning.success_proofs set deleted_at = now()",
        "delete from learning.goal_messages",
        "truncate learning.milestones",
    ):
        connection.execute(statement.encode())
        before = rows(connection, KEPT)
        assert rows(connection, "select timeline.backfill()") == [(0,)], statement
        assert rows(connection, KEPT) == before, statement


@pytest.mark.parametrize("table", TOLD)
def test_each_table_tells_its_activities(connection: Connection, table: str) -> None:
    assert told(connection, f"first of {table}", "source_event, activity_type") == TOLD[table]


@pytest.mark.each_server
def test_ids_grow(connection: Connection) -> None:
    """Version 7 begins with the moment."""
    versions = "select distinct substr(id::text, 15, 1) from timeline.student_activity_timeline"
    assert rows(connection, versions) == [("7",)]
    for name in ("first", "second"):
        add(connection, "daily_notes", name)
        connection.execute("select pg_sleep(0.005)")
    assert told(connection, "first", "id") < told(connection, "second", "id")


@pytest.mark.parametrize("table", TOLD)
def test_a_deleted_row_hides_its_activities_and_keeps_them(connection: Connection, table: str) -> None:
    write(connection, f"delete from learning.{table} where id = %s", f"first of {table}")
    assert told(connection, f"first of {table}") == [(event, False) for event, _ in TOLD[table]]


@pytest.mark.parametrize("table", TOLD)
def test_a_row_that_comes_back_shows_its_activities_again(connection: Connection, table: str) -> None:
    before = told(connection, f"first of {table}", "id, source_event, removed_at is null")
    write(connection, f"delete from learning.{table} where id = %s", f"first of {table}")
    add(connection, table, f"first of {table}")
    assert told(connection, f"first of {table}", "id, source_event, removed_at is null") == before


@pytest.mark.parametrize("table", TOLD)
def test_an_emptied_table_hides_all(connection: Connection, table: str) -> None:
    connection.execute(f"truncate learning.{table}".encode())
    assert told(connection, f"first of {table}") == [(event, False) for event, _ in TOLD[table]]


@pytest.mark.parametrize("table", ["reflections", "daily_notes", "success_proofs", "goal_messages"])
def test_a_soft_delete_hides_and_undeleting_shows(connection: Connection, table: str) -> None:
    add(connection, table, "deleted", deleted_at=TUESDAY)
    assert told(connection, "deleted", "removed_at::text") == [("2026-06-02 15:00:00+00",)]
    write(connection, f"update learning.{table} set deleted_at = null where id = %s", "deleted")
    assert told(connection, "deleted", "removed_at") == [(None,)]
    write(connection, f"update learning.{table} set deleted_at = now() where id = %s", "deleted")
    assert told(connection, "deleted") == [("created", False)]


@pytest.mark.parametrize("percent", [1, 24, 25, 49, 50, 74, 75, 99, 100])
def test_quarters_are_reached_at_their_percent(connection: Connection, percent: int) -> None:
    add(connection, "video_progress", "watched", student_id="bo", percent=percent)
    reached = [f"progress:{quarter}" for quarter in (25, 50, 75) if percent >= quarter]
    assert [event for (event, _) in told(connection, "watched")] == ["completed"] * (percent == 100) + reached


def test_a_quarter_keeps_the_moment_and_the_second_at_which_it_was_reached(connection: Connection) -> None:
    add(connection, "video_progress", "watched", student_id="bo", percent=30, position_seconds=180, updated_at=MONDAY)
    write(
        connection,
        f"update learning.video_progress set percent = 80, position_seconds = 480, updated_at = '{TUESDAY}' "
        "where id = %s",
        "watched",
    )
    columns = "source_event, (created_at at time zone 'UTC')::date::text, video_timestamp_seconds, metadata"
    assert told(connection, "watched", columns) == [
        ("progress:25", "2026-06-01", 180, {"percent": 25}),
        ("progress:50", "2026-06-02", 480, {"percent": 50}),
        ("progress:75", "2026-06-02", 480, {"percent": 75}),
    ]


def test_a_percent_that_falls_back_takes_nothing_away(connection: Connection) -> None:
    add(connection, "video_progress", "watched", student_id="bo", percent=100)
    write(connection, "update learning.video_progress set percent = 10 where id = %s", "watched")
    assert [shown for _, shown in told(connection, "watched")] == [True] * 4


@pytest.mark.parametrize("percent", [0, 1, 24])
def test_a_video_that_was_opened_is_no_activity_yet(connection: Connection, percent: int) -> None:
    add(connection, "video_progress", "watched", student_id="bo", percent=percent)
    assert told(connection, "watched") == []


@pytest.mark.parametrize("percent", [-1, 101])
def test_a_percent_out_of_range_is_refused(connection: Connection, percent: int) -> None:
    with pytest.raises(psycopg.errors.CheckViolation), connection.transaction():
        add(connection, "video_progress", "watched", student_id="bo", percent=percent)


@pytest.mark.parametrize(
    ("media_type", "activity_type"),
    [
        (None, "text_reflection"),
        ("audio", "voice_reflection"),
        ("image", "screenshot_reflection"),
        ("video", "loom_reflection"),
        ("gif", "text_reflection"),
    ],
)
def test_a_reflection_is_of_its_medium(connection: Connection, media_type: str | None, activity_type: str) -> None:
    add(connection, "reflections", "said", media_type=media_type)
    assert told(connection, "said", "activity_type") == [(activity_type,)]


def test_an_answer_settles_a_reflection_and_taking_it_back_reopens_it(connection: Connection) -> None:
    add(connection, "reflections", "said")
    assert told(connection, "said", "requires_response, response_status") == [(True, "pending")]
    answer = "update learning.reflections set instructor_response = {}, responded_by = %s where id = %s"
    write(connection, answer.format("'Look'"), "ida", "said")
    assert told(connection, "said", "response_status, instructor_response") == [("responded", "Look")]
    write(connection, answer.format("null"), "ida", "said")
    assert told(connection, "said", "response_status, instructor_response") == [("pending", None)]


def test_a_completion_comes_goes_and_comes_with_its_date(connection: Connection) -> None:
    complete = "update learning.quiz_attempts set completed_at = {}, score = 80 where id = %s"
    write(connection, complete.format(f"'{TUESDAY}'"), "first of quiz_attempts")
    assert told(connection, "first of quiz_attempts") == [("completed", True), ("started", True)]
    write(connection, complete.format("null"), "first of quiz_attempts")
    assert told(connection, "first of quiz_attempts") == [("completed", False), ("started", True)]
    write(connection, complete.format("'2026-06-03 12:00+00'"), "first of quiz_attempts")
    columns = "activity_type, created_at::date::text, metadata"
    assert told(connection, "first of quiz_attempts", columns)[0] == ("quiz_completion", "2026-06-03", {"score": 80.0})


def test_an_unknown_milestone_is_no_activity(connection: Connection) -> None:
    add(connection, "milestones", "badge", kind="badge")
    assert told(connection, "badge") == []
    write(connection, "update learning.milestones set kind = 'goal_milestone' where id = %s", "badge")
    assert told(connection, "badge", "activity_type") == [("goal_milestone",)]


def goal_of(connection: Connection, name: str) -> Any:
    return told(connection, name, "goal_id::text")[0][0]


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-02-01 00:00+00", True),
        ("2026-01-31 23:59:59.999999+00", False),
        ("2026-02-28 23:59:59.999999+00", True),
        ("2026-03-01 00:00+00", False),
    ],
)
@pytest.mark.parametrize("ended", ["completed_at", "abandoned_at"])
def test_a_goal_is_open_from_its_start_until_its_end(
    connection: Connection, moment: str, is_open: bool, ended: str
) -> None:
    add(connection, "goals", "winter", started_at="2026-02-01 00:00+00", **{ended: "2026-03-01 00:00+00"})
    add(connection, "daily_notes", "note", created_at=moment)
    assert goal_of(connection, "note") == (key("winter") if is_open else None)


def test_of_open_goals_the_one_that_started_last_counts(connection: Connection) -> None:
    add(connection, "goals", "older", started_at=EARLIER)
    add(connection, "goals", "newer", started_at="2026-06-01 16:00+00")
    add(connection, "daily_notes", "note", created_at=TUESDAY)
    assert goal_of(connection, "note") == key("newer")


def test_the_sources_own_goal_comes_first_and_is_followed(connection: Connection) -> None:
    add(connection, "success_proofs", "proof", goal_id="goal of bo")
    assert goal_of(connection, "proof") == key("goal of bo")
    write(connection, "update learning.success_proofs set goal_id = %s where id = %s", "goal", "proof")
    assert goal_of(connection, "proof") == key("goal")
    write(connection, "update learning.success_proofs set goal_id = null where id = %s", "proof")
    assert goal_of(connection, "proof") == key("goal")


def test_old_activities_keep_their_goal_when_the_student_switches(connection: Connection) -> None:
    assert goal_of(connection, "first of daily_notes") == key("goal")
    write(connection, f"update learning.goals set abandoned_at = '{EARLIER}' where id = %s", "goal")
    add(connection, "goals", "new goal", started_at=MONDAY)
    write(connection, "update learning.daily_notes set content = 'Edited' where id = %s", "first of daily_notes")
    assert told(connection, "first of daily_notes", "goal_id::text, content") == [(key("goal"), "Edited")]


def test_a_goal_that_arrives_after_the_activity_is_not_its_goal(connection: Connection) -> None:
    add(connection, "daily_notes", "early", created_at=EARLIER)
    add(connection, "goals", "late", started_at=EARLIER)
    write(connection, "update learning.daily_notes set content = 'Edited' where id = %s", "early")
    assert goal_of(connection, "early") is None


def place_of(connection: Connection, name: str) -> tuple[Any, ...]:
    return told(connection, name, "course_id::text, lesson_id::text")[0]


IN_THE_VIDEO = ["video_progress", "reflections", "quiz_attempts", "milestones"]


@pytest.mark.parametrize("table", [*IN_THE_VIDEO, "lesson_completions"])
def test_activities_follow_a_chapter_to_another_course(connection: Connection, table: str) -> None:
    assert place_of(connection, f"first of {table}") == (key("course"), key("chapter"))
    write(connection, "update learning.course_chapters set course_id = %s where id = %s", "another course", "chapter")
    assert place_of(connection, f"first of {table}") == (key("another course"), key("chapter"))


@pytest.mark.parametrize("table", IN_THE_VIDEO)
def test_activities_follow_a_video_out_of_its_chapter(connection: Connection, table: str) -> None:
    write(connection, "update learning.media_files set chapter_id = null where id = %s", "video")
    assert place_of(connection, f"first of {table}") == (None, None)


def test_what_stays_where_it_is_is_not_looked_at_again(connection: Connection) -> None:
    """Two at once, so that none may be compared with the other."""
    add(connection, "course_chapters", "chapter there", course_id="another course")
    add(connection, "media_files", "video there", chapter_id="chapter there")
    for table, where in (
        ("lesson_completions", {"lesson_id": "chapter there"}),
        ("reflections", {"video_id": "video there"}),
    ):
        add(connection, table, f"{table} there", **where)
    connection.execute("update timeline.student_activity_timeline set course_id = null")
    for table in ("course_chapters", "media_files"):
        connection.execute(f"update learning.{table} set title = title || '!'".encode())
    assert rows(connection, "select distinct course_id from timeline.student_activity_timeline") == [(None,)]
    for table in ("video_progress", "quiz_attempts", "milestones"):
        add(connection, table, f"{table} there", video_id="video there")
    connection.execute("update timeline.student_activity_timeline set course_id = null")
    write(connection, "update learning.course_chapters set course_id = %s where id = %s", "course", "chapter there")
    moved = "select source_table from timeline.student_activity_timeline where course_id is not null order by 1"
    there = ["lesson_completions", "milestones", "quiz_attempts", "reflections", "video_progress", "video_progress"]
    assert [table for (table,) in rows(connection, moved)] == there
    assert rows(connection, "select timeline.backfill() > 0") == [(True,)]


def test_a_quiz_keeps_a_course_of_its_own(connection: Connection) -> None:
    add(connection, "quiz_attempts", "own", course_id="another course")
    write(connection, "update learning.media_files set chapter_id = null where id = %s", "video")
    assert place_of(connection, "own") == (key("another course"), None)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-03-08 04:59:59+00", "2026-03-07"),
        ("2026-03-08 05:00:00+00", "2026-03-08"),
        ("2026-03-09 03:59:59+00", "2026-03-08"),
        ("2026-03-09 04:00:00+00", "2026-03-09"),
        ("2026-11-01 03:59:59+00", "2026-10-31"),
        ("2026-11-01 04:00:00+00", "2026-11-01"),
        ("2026-11-02 04:59:59+00", "2026-11-01"),
        ("2026-11-02 05:00:00+00", "2026-11-02"),
    ],
)
def test_days_are_new_yorks_across_both_clock_changes(connection: Connection, moment: str, day: str) -> None:
    connection.execute("set local time zone 'Asia/Tokyo'")
    add(connection, "daily_notes", "note", created_at=moment)
    assert told(connection, "note", "activity_date::text") == [(day,)]


def test_backfill_mends_what_was_written_past_the_triggers(connection: Connection) -> None:
    before = rows(
        connection, "select source_id, source_event, goal_id, course_id from timeline.student_activity_timeline"
    )
    connection.execute("delete from timeline.student_activity_timeline")
    assert rows(connection, "select timeline.backfill()") == [(len(before),)]
    after = rows(
        connection, "select source_id, source_event, goal_id, course_id from timeline.student_activity_timeline"
    )
    assert sorted(map(str, before)) == sorted(map(str, after))


def test_a_megabyte_of_text_is_kept_whole(connection: Connection) -> None:
    add(connection, "daily_notes", "long", content="é" * 1_000_000)
    assert told(connection, "long", "length(content)") == [(1_000_000,)]


def test_loading_past_the_triggers_leaves_it_to_refresh_facts(connection: Connection) -> None:
    connection.execute("set local atalaya.skip_facts = 'on'")
    add(connection, "daily_notes", "quietly")
    assert told(connection, "quietly") == []
    incremental, loaded = (
        f"array[row('learning.daily_notes', {reloaded}, null, null, 1)::ops.changed_range]"
        for reloaded in ("false", "true")
    )
    assert rows(connection, f"select timeline.refresh_facts({incremental})") == [(0,)]
    assert rows(connection, f"select timeline.refresh_facts({loaded})") == [(1,)]
    assert told(connection, "quietly") == [("created", True)]


@pytest.mark.each_server
def test_one_statement_gives_ids_that_lie_beside_each_other(connection: Connection) -> None:
    """A random number a row is dear, and scattered ids write all over their index."""
    before = {row[0] for row in rows(connection, "select id from timeline.student_activity_timeline")}
    connection.execute(
        "insert into learning.daily_notes (id, student_id, content, created_at) "
        "select gen_random_uuid(), student.id, 'Tired', now() from learning.profiles as student, generate_series(1, 3)"
    )
    made = rows(connection, "select student_id, id from timeline.student_activity_timeline order by student_id, id")
    ids = [str(activity) for _, activity in made if activity not in before]
    assert len(ids) > 3
    assert len({activity[:28] for activity in ids}) == 1
    assert [activity[28:] for activity in ids] == [f"{number:08x}" for number in range(1, len(ids) + 1)]


def test_a_statement_with_more_rows_than_are_held_at_once_tells_them_all(connection: Connection) -> None:
    connection.execute(
        "insert into learning.daily_notes (id, student_id, content, created_at) "
        "select gen_random_uuid(), (select id from learning.profiles where full_name = 'Bo'), 'Tired', now() "
        "from generate_series(1, 10001)"
    )
    notes = "select count(*), count(distinct student_id) from timeline.student_activity_timeline {}"
    assert rows(connection, notes.format("where source_table = 'daily_notes'")) == [(10_002, 2)]
    connection.execute("update learning.daily_notes set content = 'Edited'")
    assert rows(connection, notes.format("where content = 'Edited'")) == [(10_002, 2)]
