"""A level is one however it is spelt, for whoever reads a page; views keep the text as it is."""

from tests.engagement.centre import check_in, student
from tests.engagement.test_days_between_visits import MEAN, came
from tests.factories import Connection, look_from, rows

GAPS = "select level, avg_days_between_visits::text, gaps, few_people from mgmt.gaps_by_level('{}')"


def test_a_level_is_named_by_the_spelling_that_most_students_have(connection: Connection) -> None:
    for key, level in {"ana": "a1", "bea": "A1", "eva": "A1 ", "leo": "B1", "luz": None, "max": " "}.items():
        student(connection, key, level=level)
    for key, day in {"cy": "2026-06-14", "dan": "2026-06-15", "later": "2026-06-16"}.items():
        student(connection, key, level="B1", created_at=f"{day} 15:00+00")
    listed = "select level, students, spellings from mgmt.levels order by level"
    assert rows(connection, listed) == [("", 2, [""]), ("A1", 3, ["A1", "A1 ", "a1"]), ("B1", 3, ["B1"])]
    for key in ("fay", "gus"):
        student(connection, key, level="a1", created_at="2026-06-14 15:00+00")
    assert rows(connection, listed)[2] == ("a1", 5, ["A1", "A1 ", "a1"])


def test_levels_that_are_spelt_otherwise_share_a_bar_and_stay_apart_in_the_view(connection: Connection) -> None:
    for key, level in {"ana": "a1", "bea": "A1", "eva": "A1"}.items():
        student(connection, key, level=level)
    came(connection, "ana", "2026-06-01", "2026-06-02")
    came(connection, "bea", "2026-06-01", "2026-06-06")
    came(connection, "eva", "2026-06-01")
    assert rows(connection, GAPS) == [(None, "3.00", 2, 2), ("A1", "3.00", 2, 2)]
    assert rows(connection, MEAN)[1:] == [("LEVEL", "A1", "5.00"), ("LEVEL", "a1", "1.00")]


def test_levels_stand_in_the_order_of_their_numbers(connection: Connection) -> None:
    for number in (10, 9, 2):
        student(connection, f"s{number}", level=f"Nivel {number}")
        came(connection, f"s{number}", "2026-06-01", "2026-06-02")
    assert [level for level, *_rest in rows(connection, GAPS)] == [None, "Nivel 2", "Nivel 9", "Nivel 10"]
    assert rows(connection, GAPS)[0] == (None, "1.00", 3, 3)


def test_a_level_that_is_chosen_is_counted_in_every_spelling(connection: Connection) -> None:
    for key, level in {"ana": "a1", "bea": "A1", "leo": "B1"}.items():
        student(connection, key, level=level)
        check_in(connection, f"visit of {key}", student_id=key, checked_in_at="2026-06-14 15:00+00")
    active = "select active_students from mgmt.active_windows(mgmt.every_spelling(%s)) where window_days = 7"
    for chosen, students in {("A1",): 2, ("a1 ",): 2, ("A1", "b1"): 3, ("C1",): 0, (): 3}.items():
        assert connection.execute(active, [list(chosen)]).fetchall() == [(students,)]


def test_a_bar_says_on_how_few_people_it_rests_up_to_four(connection: Connection) -> None:
    for number in range(5):
        student(connection, f"s{number}", level="A1" if number < 4 else "B1")
        came(connection, f"s{number}", "2026-06-01", "2026-06-02")
    student(connection, "once", level="A1")
    came(connection, "once", "2026-06-01", "2026-07-01")
    student(connection, "later", level="A1", created_at="2026-06-20 15:00+00")
    came(connection, "later", "2026-06-01", "2026-06-02")
    assert [(level, few) for level, _days, _gaps, few in rows(connection, GAPS)] == [(None, None), ("A1", 4), ("B1", 1)]
    recent = "select few_people from mgmt.few_recent_students(mgmt.every_spelling('{b1}'))"
    assert rows(connection, recent) == [(1,)]
    assert rows(connection, "select few_people from mgmt.few_recent_students('{}')") == [(None,)]
    look_from(connection, "2026-06-01 17:00:00")
    assert rows(connection, GAPS) == [(None, None, 0, 0)]
    look_from(connection, "2026-06-02 17:00:00")
    assert [(level, few) for level, _days, _gaps, few in rows(connection, GAPS)] == [(None, None), ("A1", 4), ("B1", 1)]
    few = "select mgmt.few_who_came_again('{A1}'), mgmt.few_who_came_again('{C1}'), mgmt.few_who_came_again('{}')"
    assert rows(connection, few) == [(4, 0, None)]
    look_from(connection, "2026-06-20 17:00:00")
    assert rows(connection, few) == [(None, 0, None)]


def test_the_few_of_ninety_days_came_within_them(connection: Connection) -> None:
    student(connection, created_at="2025-01-05 15:00+00")
    recent = "select few_people from mgmt.few_recent_students('{}')"
    came(connection, "ana", "2026-03-17", "2026-06-16")
    assert rows(connection, recent) == [(0,)]
    came(connection, "ana", "2026-03-18")
    assert rows(connection, recent) == [(1,)]
