"""A student's key figures: each is what the list beside it holds, however long that is."""

from tests.factories import Connection, rows
from tests.timeline.school import TOMORROW, add, key

FIGURES = (
    "select activities, active_days, last_active_on::text, waiting from timeline.student_figures where student_id = %s"
)


def figures(connection: Connection, student: str) -> list[tuple[object, ...]]:
    return connection.execute(FIGURES.encode(), [key(student)]).fetchall()


def test_a_student_is_counted_in_activities_and_local_days(connection: Connection) -> None:
    for number, moment in enumerate(["2026-06-03 03:30+00", "2026-06-02 15:00+00", "2026-06-10 15:00+00"]):
        add(connection, "daily_notes", f"note {number}", student_id="bo", created_at=moment)
    assert figures(connection, "bo") == [(3, 2, "2026-06-10", 0)]


def test_what_comes_tomorrow_is_not_counted_yet(connection: Connection) -> None:
    add(connection, "daily_notes", "later", student_id="bo", created_at=TOMORROW)
    assert figures(connection, "bo") == []


def test_every_reflection_without_an_answer_waits(connection: Connection) -> None:
    for number in range(1_201):
        add(connection, "reflections", f"waiting {number}", student_id="bo")
    assert figures(connection, "bo") == [(1_201, 1, "2026-06-01", 1_201)]


def test_the_figures_are_those_of_the_lists(connection: Connection) -> None:
    add(connection, "reflections", "another", student_id="bo")
    days = rows(
        connection,
        """select student_id, sum(activity_count)::bigint, count(*), max(activity_date)
        from timeline.v_daily_activity group by student_id order by student_id""",
    )
    assert (
        rows(
            connection,
            "select student_id, activities, active_days, last_active_on from timeline.student_figures "
            "order by student_id",
        )
        == days
    )
    waiting = (
        "select student_id, count(*) from timeline.waits where left_out_because is null "
        "group by student_id order by student_id"
    )
    counted = "select student_id, waiting from timeline.student_figures where waiting > 0 order by student_id"
    assert rows(connection, counted) == rows(connection, waiting)
    assert len(rows(connection, waiting)) == 2
