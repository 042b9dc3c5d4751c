"""One thing in several spellings is one thing, by its most usual spelling."""

import pytest

from db.warehouse import Warehouse
from tests.factories import rows


@pytest.mark.parametrize(
    ("spellings", "usual"),
    [
        (["a1 ", "A1", " A1", "a1", "A1"], "A1"),
        (["BOGOTÁ", "Bogotá", "bogota", "Bogotá"], "Bogotá"),
        (["Jose\u0301", "José", "Jose"], "José"),
        (["activo", "ACTIVO"], "ACTIVO"),
        (["Nueva  York", "Nueva York", "nueva york"], "Nueva York"),
        (["", " ", None], ""),
        ([], ""),
    ],
)
def test_the_most_usual_spelling_names_a_thing(warehouse: Warehouse, spellings: list[str], usual: str) -> None:
    with warehouse.connect() as connection:
        asked = "select ops.usual_spelling(%s::text[])"
        assert connection.execute(asked, [spellings]).fetchall() == [(usual,)]
        assert connection.execute(asked, [spellings[::-1]]).fetchall() == [(usual,)]


def test_a_spelling_counts_as_often_as_it_occurs(warehouse: Warehouse) -> None:
    with warehouse.connect() as connection:
        assert rows(connection, "select ops.usual_spelling('{A1,a1,A1 }', '{3,5,1}')") == [("a1",)]
        assert rows(connection, "select ops.usual_spelling('{A1,a1,A1 }', '{3,5,2}')") == [("A1",)]


def test_a_thing_is_among_the_chosen_however_spelt(warehouse: Warehouse) -> None:
    with warehouse.connect() as connection:
        assert rows(
            connection,
            "select ops.is_among('BOGOTÁ ', '{Cali,bogota}'), ops.is_among('Cali', '{Bogotá}'), "
            "ops.is_among('Cali', '{}'), ops.is_among(null, '{}'), ops.is_among(null, '{Cali}')",
        ) == [(True, False, True, True, False)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("bogota", ["Bogotá"]),
        ("BOGOTÁ ", ["Bogotá"]),
        ("bog", ["Bogotá", "Bogotá Sur"]),
        ("sur bog", ["Bogotá Sur"]),
        ("%", []),
        ("", []),
        ("Cali", []),
    ],
)
def test_what_is_typed_means_the_same_text_else_whatever_has_its_words(
    warehouse: Warehouse, typed: str, meant: list[str]
) -> None:
    with warehouse.connect() as connection:
        asked = "select choice from ops.fitting_choices('{Bogotá,Bogotá Sur,Medellín}', %s) order by place"
        assert [choice for (choice,) in connection.execute(asked, [typed]).fetchall()] == meant


@pytest.mark.parametrize(
    ("typed", "patterns"),
    [("", []), ("  ", []), ("Bogotá  Sur", ["%bogota%", "%sur%"]), ("50%_\\", ["%50\\%\\_\\\\%"])],
)
def test_each_word_that_is_typed_is_looked_for_to_the_letter(
    warehouse: Warehouse, typed: str, patterns: list[str]
) -> None:
    with warehouse.connect() as connection:
        assert connection.execute("select ops.search_patterns(%s)", [typed]).fetchall() == [(patterns,)]
