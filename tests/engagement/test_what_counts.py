"""What the Engagement Panel rests on: rows that were copied, what of them counts, and until when."""

from tests.engagement.centre import LAST_MOMENT, TOMORROW, check_in, student
from tests.factories import Connection, rows

COUNTS = "select subject, copied, counted, left_out, last_day::text, named from mgmt.what_counts order by position"


def test_nothing_was_copied(connection: Connection) -> None:
    assert rows(connection, COUNTS) == [
        ("students", 0, 0, None, None, None),
        ("visits", 0, 0, None, None, None),
        ("time", 0, 0, 0, None, ["16"]),
    ]


def test_deleted_and_future_students_are_copied_and_do_not_count(connection: Connection) -> None:
    student(connection, "gone", deleted_at="2026-06-01 15:00+00")
    student(connection, "coming", created_at=TOMORROW)
    student(connection, "new", created_at=LAST_MOMENT)
    check_in(connection, "of nobody", student_id="gone")
    assert rows(connection, COUNTS) == [
        ("students", 3, 1, None, "2026-06-15", None),
        ("visits", 1, 0, None, None, None),
        ("time", 1, 0, 0, None, ["16"]),
    ]


def test_open_check_ins_are_visits_without_time(connection: Connection) -> None:
    student(connection)
    check_in(connection, "open", checked_out_at=None)
    check_in(connection, "tomorrow", checked_in_at=TOMORROW, checked_out_at="2026-06-16 06:00+00")
    assert rows(connection, COUNTS)[1:] == [
        ("visits", 2, 1, None, "2026-06-01", None),
        ("time", 2, 0, 1, None, ["16"]),
    ]
    check_in(connection, "whole", checked_in_at="2026-06-02 15:00+00", checked_out_at="2026-06-02 15:30+00")
    assert rows(connection, COUNTS)[2] == ("time", 3, 1, 1, "2026-06-02", ["16"])


def test_a_visit_is_of_the_day_on_which_it_began_and_its_time_of_the_day_on_which_it_ended(
    connection: Connection,
) -> None:
    student(connection)
    # From 23:00 to 01:00 in Bogota.
    check_in(connection, "night", checked_in_at="2026-06-03 04:00+00", checked_out_at="2026-06-03 06:00+00")
    assert [row[-2] for row in rows(connection, COUNTS)][1:] == ["2026-06-02", "2026-06-03"]
