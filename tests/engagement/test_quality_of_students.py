"""What the quality report finds in students, and what it lets pass."""

from typing import Any

import pytest

from tests.engagement.centre import LAST_MOMENT, LONG_AGO, REGISTERED, TOMORROW, findings, student
from tests.factories import Connection, rows

FAILING: tuple[tuple[str, dict[str, Any]], ...] = (
    ("missing_level", {"level": None}),
    ("missing_level", {"level": " \t\n"}),
    ("missing_name", {"full_name": ""}),
    ("missing_name", {"full_name": " \n"}),
    ("missing_updated_at", {"updated_at": None}),
    ("soft_deleted", {"deleted_at": LAST_MOMENT, "updated_at": None}),
    ("future_date", {"created_at": TOMORROW, "updated_at": TOMORROW}),
    ("future_date", {"updated_at": TOMORROW}),
    ("future_date", {"updated_at": "infinity"}),
    ("future_date", {"deleted_at": TOMORROW}),
    ("impossible_date", {"updated_at": LONG_AGO}),
    ("impossible_date", {"deleted_at": LONG_AGO}),
    ("impossible_date", {"created_at": "1999-12-31 23:59:59.999999+00"}),
    ("impossible_date", {"created_at": "-infinity"}),
)

PASSING: tuple[dict[str, Any], ...] = (
    {"level": "Intermedio"},
    {"updated_at": LAST_MOMENT},
    {"created_at": LAST_MOMENT, "updated_at": LAST_MOMENT},
    {"created_at": "2000-01-01 00:00+00"},
    {"updated_at": REGISTERED},
    {"created_at": "2000-01-01 00:00+00", "updated_at": "2000-01-01 00:00+00"},
)


@pytest.mark.parametrize(("check", "values"), FAILING)
def test_a_student_fails(connection: Connection, check: str, values: dict[str, Any]) -> None:
    student(connection, "eva", **values)
    student(connection)
    assert findings(connection)["students", check] == ["eva"]


@pytest.mark.parametrize("values", PASSING)
def test_a_student_passes(connection: Connection, values: dict[str, Any]) -> None:
    student(connection, "eva", **values)
    assert findings(connection) == {}


def test_a_level_in_a_rarer_spelling_is_named(connection: Connection) -> None:
    levels = {"ana": "a1", "bea": "A1", "eva": "A1", "leo": "A1 ", "luz": "B1", "max": None, "noe": ""}
    for key, level in levels.items():
        student(connection, key, level=level)
    assert findings(connection)["students", "ambiguous_level"] == ["ana", "leo"]


def test_each_student_is_found_once_whatever_levels_and_names_others_have(connection: Connection) -> None:
    for key, level in {"ana": "A1", "bea": "B1", "eva": "C1", "luz": None, "max": "", "noe": " "}.items():
        student(connection, key, level=level)
    student(connection, "gone", level="B1", deleted_at=LAST_MOMENT, updated_at=LAST_MOMENT)
    counted = 'select "check", count, sample_keys from mgmt.data_quality where count > 0 order by 1'
    assert rows(connection, counted) == [("missing_level", 3, ["luz", "max", "noe"]), ("soft_deleted", 1, ["gone"])]


def test_of_two_spellings_as_frequent_the_first_is_usual(connection: Connection) -> None:
    student(connection, "ana", level="b1")
    student(connection, "bea", level="B1")
    assert findings(connection) == {("students", "ambiguous_level"): ["ana"]}


def test_people_who_are_there_twice_share_a_name(connection: Connection) -> None:
    for key, name in {"1": "Ana Vera", "2": " ANA VERA", "3": "Ana  Vera", "4": "", "5": " "}.items():
        student(connection, key, full_name=name)
    assert findings(connection)["students", "duplicate_name"] == ["1", "2", "3"]
    connection.execute("delete from academy.students where id = '2'")
    assert findings(connection)["students", "duplicate_name"] == ["1", "3"]


def test_a_deleted_record_shares_no_name(connection: Connection) -> None:
    student(connection, "1", full_name="Ana Vera")
    student(connection, "2", full_name="Ana Vera", deleted_at=LAST_MOMENT, updated_at=LAST_MOMENT)
    assert findings(connection) == {("students", "soft_deleted"): ["2"]}


def test_a_student_may_be_deleted_the_moment_they_registered(connection: Connection) -> None:
    student(connection, "eva", deleted_at=REGISTERED)
    assert findings(connection) == {("students", "soft_deleted"): ["eva"]}
