"""A student is found by name and e-mail address, however either is spelt, among all students."""

import unicodedata

import pytest

from tests.factories import Connection, rows

NAMES = {
    "1": ("María José Núñez", "mj@example.org"),
    "2": ("maria jose lopez", "mjl@example.org"),
    "3": ("Álvaro Ibáñez", "al@example.org"),
    "4": (unicodedata.normalize("NFD", "José Peña"), "decomposed@example.org"),
    "5": ("山田花子", "100%_sure@example.org"),
}


@pytest.fixture
def named(empty: Connection) -> Connection:
    for number, (name, address) in NAMES.items():
        empty.execute(
            "insert into learning.profiles (id, full_name, email, role, created_at, updated_at) "
            "values (%s, %s, %s, 'student', '2026-01-01', '2026-01-01')",
            [number.rjust(32, "0"), name, address],
        )
    return empty


def found(connection: Connection, search: str) -> str:
    students = connection.execute("select student_id from timeline.find_students(%s, 50) order by place", [search])
    return "".join(str(student)[-1] for (student,) in students.fetchall())


@pytest.mark.parametrize(
    ("search", "students"),
    [
        ("Nunez", "1"),
        ("núñez maria", "1"),
        ("MARÍA", "21"),
        ("jose", "421"),
        ("Pena", "4"),
        ("Pen\u0303a", "4"),
        ("decomposed@", "4"),
        ("unez", "1"),
        ("al", "3"),
        ("花子", "5"),
        ("%_s", "5"),
        ("_", "5"),
        ("\\", ""),
        ("", "34215"),
        ("nobody", ""),
    ],
)
def test_a_student_is_found_however_spelt(named: Connection, search: str, students: str) -> None:
    assert found(named, search) == students


def test_who_is_renamed_deleted_or_no_student_is_found_no_more_by_the_old_name(named: Connection) -> None:
    named.execute("update learning.profiles set full_name = 'Zoe' where email = 'mj@example.org'")
    named.execute("update learning.profiles set deleted_at = now() where email = 'mjl@example.org'")
    named.execute("update learning.profiles set role = 'instructor' where email = 'al@example.org'")
    assert [found(named, search) for search in ("nunez", "zoe", "lopez", "alvaro")] == ["", "1", "", ""]
    assert rows(named, "select timeline.refresh_searched_students(null)") == [(0,)]
