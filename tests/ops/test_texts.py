"""Texts are compared without regard to case, accents and Unicode form, and stand in the order of a language."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from db.warehouse import Warehouse
from tests.factories import Connection, rows

LETTERS = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x24F, exclude_categories=("Cc", "Cf", "Cs", "Lm", "Sk", "No", "So")),
    max_size=12,
)


def fold(connection: Connection, value: str) -> str:
    [(folded,)] = connection.execute("select ops.fold(%s)", [value]).fetchall()
    return str(folded)


def test_a_text_is_folded_alike_however_it_is_written(warehouse: Warehouse) -> None:
    with warehouse.connect() as connection:

        @given(LETTERS)
        def alike(value: str) -> None:
            plain = fold(connection, value)
            assert fold(connection, plain) == plain
            for form in ("NFC", "NFD", "NFKC", "NFKD"):
                assert fold(connection, f" \t{unicodedata.normalize(form, value)}\n ") == plain

        alike()


def test_letters_are_folded_as_python_takes_them_apart(warehouse: Warehouse) -> None:
    with warehouse.connect() as connection:

        @given(st.text("aZáÉñÑüÇőŠ àÅ9ΣάЙщ", max_size=12))
        def as_python(value: str) -> None:
            apart = unicodedata.normalize("NFKD", value)
            plain = "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold()
            assert fold(connection, value) == " ".join(plain.split())

        as_python()


def test_letters_that_unicode_does_not_take_apart_are_named(warehouse: Warehouse) -> None:
    with warehouse.connect() as connection:
        assert fold(connection, "Straße SØREN Łódź Iğdır IŞIK Æther ПРИВЕТ") == (
            "strasse soren lodz igdir isik aether привет"
        )


def test_texts_stand_in_the_order_of_the_language(warehouse: Warehouse) -> None:
    names = "array['Zoe', 'Ñandú', 'Nz', 'Nube', 'O', 'Álvaro', 'Alvaro', 'alvaro b', 'A10', 'A2']"
    ordered = f"select name from unnest({names}) as name order by ops.sort_key(name, '%s')"
    with warehouse.connect() as connection:
        spanish = [name for (name,) in rows(connection, ordered % "es")]
        english = [name for (name,) in rows(connection, ordered % "en")]
    assert spanish == ["A2", "A10", "Alvaro", "Álvaro", "alvaro b", "Nube", "Nz", "Ñandú", "O", "Zoe"]
    assert english == ["A2", "A10", "Alvaro", "Álvaro", "alvaro b", "Ñandú", "Nube", "Nz", "O", "Zoe"]


def test_numbers_of_any_length_compare_by_value(warehouse: Warehouse) -> None:
    with warehouse.connect() as connection:

        @given(st.lists(st.integers(0, 10**40), unique=True, max_size=8))
        def by_value(numbers: list[int]) -> None:
            found = connection.execute(
                "select name from unnest(%s::text[]) as name order by ops.sort_key(name, 'id')",
                [[f"Group {number}" for number in numbers]],
            ).fetchall()
            assert [name for (name,) in found] == [f"Group {number}" for number in sorted(numbers)]

        by_value()
