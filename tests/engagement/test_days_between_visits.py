"""Mean and median days between visits, by hand."""

from tests.engagement.centre import check_in, student
from tests.factories import Connection, look_from, rows

MEAN = "select scope, level, avg_days_between_visits::text from mgmt.engagement_avg_days_between_visits_v"
MEDIAN = "select median_days_between_visits::text from mgmt.engagement_median_days_between_visits_v"


def came(connection: Connection, student_id: str, *days: str) -> None:
    for day in days:
        key = f"{student_id} {day}"
        check_in(connection, key, student_id=student_id, checked_in_at=f"{day} 12:00-05", checked_out_at=None)


def test_everybody_comes_first_and_then_each_level_that_has_a_gap(connection: Connection) -> None:
    for key, level in {"ana": "B1", "bea": "A1", "leo": None, "max": "C1", "eva": " "}.items():
        student(connection, key, level=level)
    came(connection, "ana", "2026-01-01", "2026-01-02", "2026-01-05")
    came(connection, "bea", "2025-12-31", "2026-03-01")
    came(connection, "leo", "2026-02-01", "2026-02-11")
    came(connection, "eva", "2026-02-01", "2026-02-11")
    came(connection, "max", "2026-02-01")
    assert rows(connection, MEAN) == [
        ("GLOBAL", None, "16.80"),
        ("LEVEL", "A1", "60.00"),
        ("LEVEL", "B1", "2.00"),
    ]
    assert rows(connection, MEDIAN) == [("10.00",)]
    counted = "select level, gaps from mgmt.days_between_visits('{}')"
    assert rows(connection, counted) == [(None, 5), ("A1", 1), ("B1", 2)]
    assert rows(connection, "select gaps from mgmt.days_between_visits('{C1}')") == [(0,)]


def test_two_check_ins_of_one_day_are_one_visit(connection: Connection) -> None:
    student(connection)
    came(connection, "ana", "2026-06-01", "2026-06-04")
    check_in(connection, "again", checked_in_at="2026-06-01 23:59-05", checked_out_at=None)
    assert rows(connection, MEDIAN) == [("3.00",)]


def test_a_median_of_an_even_number_lies_between(connection: Connection) -> None:
    student(connection)
    came(connection, "ana", "2026-06-01", "2026-06-02", "2026-06-04")
    assert rows(connection, MEDIAN) == [("1.50",)]


def test_a_gap_is_known_when_its_second_visit_is_there(connection: Connection) -> None:
    student(connection)
    came(connection, "ana", "2026-04-01", "2026-04-30", "2026-06-15", "2026-06-16")
    assert rows(connection, MEDIAN) == [("37.50",)]
    look_from(connection, "2026-06-14 17:00:00")
    assert rows(connection, MEDIAN) == [("29.00",)]
    look_from(connection, "2026-04-29 17:00:00")
    assert rows(connection, MEDIAN) == [(None,)]


def test_gaps_are_those_known_today_of_the_levels_asked_for(connection: Connection) -> None:
    for key, level, created in (
        *(("ana", "A1", "2026-01-05"), ("leo", "B1", "2026-01-05"), ("bea", "A1", "2026-06-01")),
        *(("cy", "A1", "2026-06-15"), ("dan", "A1", "2026-06-16")),
    ):
        student(connection, key, level=level, created_at=f"{created} 15:00+00")
    came(connection, "ana", "2026-05-30", "2026-05-31", "2026-06-01", "2026-06-15", "2026-06-16")
    came(connection, "leo", "2026-05-30", "2026-05-31", "2026-06-01")
    # A gap is known from the registration on.
    came(connection, "bea", "2026-05-10", "2026-05-12")
    came(connection, "cy", "2026-05-10", "2026-05-13")
    came(connection, "dan", "2026-05-10", "2026-05-14")
    query = "select level, gap_days, sum(gaps)::integer from mgmt.gap_counts('{}') group by 1, 2 order by 1, 2"
    of_a, of_b = [("A1", 1, 2), ("A1", 2, 1), ("A1", 3, 1), ("A1", 14, 1)], [("B1", 1, 2)]
    for levels, known in (("{A1}", of_a), ("{B1}", of_b), ("{}", of_a + of_b), ("{A1,B1}", of_a + of_b)):
        assert rows(connection, query.replace("{}", levels)) == known
    for day, known in (
        ("2026-05-30", []),
        ("2026-05-31", [("A1", 1, 1), ("B1", 1, 1)]),
        ("2026-06-01", [*of_a[:2], *of_b]),
    ):
        look_from(connection, f"{day} 17:00:00")
        assert rows(connection, query) == known


def test_a_visit_in_between_cuts_a_gap_in_two_and_leaves_it_whole_again(connection: Connection) -> None:
    student(connection)
    came(connection, "ana", "2026-01-01", "2026-06-01")
    check_in(connection, "late", checked_in_at="2026-01-11 12:00-05", checked_out_at=None)
    assert rows(connection, MEAN)[0] == ("GLOBAL", None, "75.50")
    connection.execute("delete from academy.check_ins where id = 'late'")
    assert rows(connection, MEAN)[0] == ("GLOBAL", None, "151.00")


def test_a_new_level_takes_all_gaps_along(connection: Connection) -> None:
    student(connection)
    came(connection, "ana", "2026-01-01", "2026-01-03")
    connection.execute("update academy.students set level = 'C2'")
    assert rows(connection, MEAN) == [("GLOBAL", None, "2.00"), ("LEVEL", "C2", "2.00")]


def test_without_a_second_visit_there_is_a_row_without_a_number(connection: Connection) -> None:
    assert (rows(connection, MEAN), rows(connection, MEDIAN)) == ([("GLOBAL", None, None)], [(None,)])
    student(connection)
    came(connection, "ana", "2026-01-01")
    assert (rows(connection, MEAN), rows(connection, MEDIAN)) == ([("GLOBAL", None, None)], [(None,)])
