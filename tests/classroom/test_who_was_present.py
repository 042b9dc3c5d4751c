"""Sessions, teachers and students between two hours, each once: also those who came before and came again later."""

import pytest

from tests.classroom.classroom import add
from tests.factories import Connection, rows


def lesson(connection: Connection, school: str, teacher: str, began: str, ended: str, *students: str) -> None:
    """A lesson of 1 June, named for its beginning."""
    add(
        connection, "sessions", began, school_id=school, teacher_id=teacher,
        started_at=f"2026-06-01 {began}+00", ended_at=f"2026-06-01 {ended}+00",
    )  # fmt: skip
    for student in students:
        add(
            connection, "participants", f"{student} {began}", session_id=began, student_id=student, group_id=None,
            joined_at=f"2026-06-01 {began}+00", left_at=None,
        )  # fmt: skip


@pytest.fixture
def schools(empty: Connection) -> Connection:
    """Tess teaches Sam twice here and once elsewhere; then one who bears a student's name teaches nobody."""
    for school in ("here", "elsewhere"):
        add(empty, "schools", school)
    lesson(empty, "here", "tess", "09:10", "10:30", "sam")
    lesson(empty, "elsewhere", "tess", "12:10", "12:40", "sam", "bea")
    lesson(empty, "here", "tess", "14:10", "14:30", "sam")
    lesson(empty, "here", "sam", "16:00", "16:10")
    empty.execute("select analytics.refresh_presence()")
    return empty


@pytest.mark.parametrize(
    ("school", "since", "until", "present"),
    [
        ("here", 8, 9, (0, 0, 0)),
        ("here", 9, 10, (1, 1, 1)),
        ("here", 9, 11, (1, 1, 1)),
        ("here", 10, 11, (1, 1, 1)),
        ("here", 10, 14, (1, 1, 1)),
        ("here", 11, 14, (0, 0, 0)),
        ("here", 12, 13, (0, 0, 0)),
        ("here", 14, 15, (1, 1, 1)),
        ("here", 15, 16, (0, 0, 0)),
        ("here", 16, 17, (1, 1, 0)),
        ("here", 9, 17, (3, 2, 1)),
        ("elsewhere", 9, 12, (0, 0, 0)),
        ("elsewhere", 12, 13, (1, 1, 2)),
        ("elsewhere", 13, 17, (0, 0, 0)),
        (None, 9, 11, (1, 1, 1)),
        (None, 11, 12, (0, 0, 0)),
        (None, 12, 13, (1, 1, 2)),
        (None, 13, 14, (0, 0, 0)),
        (None, 10, 13, (2, 1, 2)),
        (None, 9, 17, (4, 2, 2)),
        ("nowhere", 9, 17, (0, 0, 0)),
    ],
)
def test_each_counts_once_however_often_and_wherever(
    schools: Connection, school: str | None, since: int, until: int, present: tuple[int, ...]
) -> None:
    hours = (f"2026-06-01 {hour:02}:00+00" for hour in (since, until))
    assert schools.execute("select * from analytics.present(%s, %s, %s)", [school, *hours]).fetchall() == [present]


@pytest.mark.parametrize(
    ("began", "ended", "joined", "left", "stretches"),
    [
        ("infinity", None, "infinity", None, []),
        (None, None, "2026-06-01 09:10+00", None, []),
        ("2026-06-01 09:10+00", None, "infinity", None, ["session", "teacher"]),
        ("2026-06-01 09:50+00", "2026-06-01 09:10+00", "2026-06-01 09:40+00", None, ["session", "student", "teacher"]),
        ("2026-06-01 10:10+00", "2026-06-01 09:50+00", "2026-06-01 10:40+00", None, []),
        ("2026-06-01 09:10+00", "2026-06-01 09:50+00", "2026-06-01 10:00+00", None, ["session", "teacher"]),
        ("2026-06-01 09:10+00", "2026-06-01 09:50+00", "2026-06-01 08:10+00", "2026-06-01 09:00+00",
         ["session", "student", "teacher"]),
        ("2026-06-01 09:10+00", None, "2026-06-01 08:10+00", "2026-06-01 08:59:59+00", ["session", "teacher"]),
    ],
)  # fmt: skip
def test_whoever_has_an_hour_has_a_stretch(
    empty: Connection, began: str | None, ended: str | None, joined: str, left: str | None, stretches: list[str]
) -> None:
    add(empty, "schools", "school")
    add(empty, "sessions", "session", started_at=began, ended_at=ended)
    add(empty, "participants", "stay", group_id=None, joined_at=joined, left_at=left)
    found = rows(empty, "select kind from analytics.current_presence order by kind")
    assert [kind for (kind,) in found] == stretches


STORED = [
    f"select {columns} from analytics.{table} order by {columns}"
    for table, columns in (
        ("presence", "kind, school_id, entity, first_hour, last_hour"),
        ("last_presence", "kind, all_schools, school_id, entity, first_hour, last_hour"),
        ("presence_counts", "kind, all_schools, school_id, first_hour, last_hour, entities"),
    )
]


@pytest.mark.parametrize(
    "written",
    [
        "update classwaves.sessions set teacher_id = 'tess' where id = '16:00'",
        "update classwaves.sessions set ended_at = '2026-06-01 19:10+00' where id = '09:10'",
        "update classwaves.sessions set ended_at = '2026-06-01 12:20+00' where id = '12:10'",
        "update classwaves.sessions set started_at = null where id = '14:10'",
        "update classwaves.sessions set school_id = 'elsewhere' where id = '14:10'",
        "update classwaves.participants set student_id = 'tess' where id = 'sam 09:10'",
        "update classwaves.participants set left_at = '2026-06-01 09:20+00' where id = 'sam 09:10'",
        "delete from classwaves.participants where id = 'sam 14:10'",
        "delete from classwaves.participants where student_id = 'bea'",
        "delete from classwaves.participants; delete from classwaves.sessions where school_id = 'elsewhere'",
        "truncate classwaves.participants",
    ],
)
def test_bringing_up_to_date_what_changed_gives_what_building_anew_gives(schools: Connection, written: str) -> None:
    """A teacher, a student and a session bear one name, in two schools; others come or go in the same hours."""
    lesson(schools, "elsewhere", "sam", "18:00", "18:30", "tess")
    lesson(schools, "elsewhere", "kim", "11:00", "12:30", "kim")
    lesson(schools, "elsewhere", "lee", "14:20", "14:40", "lee")
    add(schools, "sessions", "sam", school_id="here", started_at="2026-06-01 09:00+00", ended_at="2026-06-01 20:00+00")
    schools.execute("select analytics.refresh_presence()")
    schools.execute(written.encode())
    schools.execute("select analytics.refresh_presence()")
    brought = [rows(schools, stored) for stored in STORED]
    schools.execute("select analytics.rebuild_presence()")
    assert brought == [rows(schools, stored) for stored in STORED]
    assert rows(schools, "select analytics.refresh_presence()") == [(0,)]
