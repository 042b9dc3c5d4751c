"""Numbers, marks and keys, as people and programs write them."""

import re
from decimal import Decimal

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.imports.values import oracle

TEXTS = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=30)
NUMBERS = st.decimals(-(10**12), 10**12, places=3, allow_nan=False, allow_infinity=False)


def ask(connection: psycopg.Connection, function: str, *arguments: str | None) -> object:
    holes = ", ".join(["%s::text"] * len(arguments))
    [(value,)] = connection.execute(f"select imports.{function}({holes})", arguments).fetchall()  # type: ignore[arg-type]
    return value


@pytest.mark.parametrize("sign", [".", ","])
@pytest.mark.parametrize("grouping", ["", "other", " ", "'", "\u00a0", "\u202f", "\u2019"])
def test_a_number_that_is_written_in_any_way_is_read_back(reader: psycopg.Connection, sign: str, grouping: str) -> None:
    between = {"other": "," if sign == "." else "."}.get(grouping, grouping)

    @given(NUMBERS, st.sampled_from(("", " ", "\u00a0")), st.booleans())
    def trial(number: Decimal, around: str, trims: bool) -> None:
        whole, _, decimals = f"{abs(number):,.3f}".partition(".")
        decimals = decimals.rstrip("0") if trims else decimals
        text = ("-" if number < 0 else "") + whole.replace(",", between) + (sign + decimals if decimals else "")
        assert ask(reader, "number", around + text + around, sign) == number
        assert ask(reader, "why_no_number", around + text + around, sign) is None

    trial()


@pytest.mark.parametrize("sign", [".", ","])
def test_a_text_is_a_number_where_plain_python_finds_one(reader: psycopg.Connection, sign: str) -> None:
    @settings(max_examples=300)
    @given(st.from_regex("[-+]?[0-9., ']{0,9}", fullmatch=True))
    def trial(text: str) -> None:
        expected = oracle.number(text, sign)
        assert ask(reader, "number", text, sign) == expected, text
        assert (ask(reader, "why_no_number", text, sign) is None) == (expected is not None)

    trial()


def test_no_text_whatever_stops_an_import(reader: psycopg.Connection) -> None:
    @settings(max_examples=300)
    @given(TEXTS | st.from_regex(r"[-+0-9eE.,%' ٣]{1,12}", fullmatch=True), st.sampled_from(".,"))
    def trial(text: str, sign: str) -> None:
        assert (ask(reader, "number", text, sign) is None) == (ask(reader, "why_no_number", text, sign) is not None)
        ask(reader, "truth", text)

    trial()


@pytest.mark.parametrize(
    ("text", "sign", "number"),
    [("85 %", ".", "85"), ("85,5%", ",", "85.5"), ("1e3", ".", "1000"),
     ("1.5E-2", ".", "0.015"), ("\u22125", ".", "-5"), (".5", ".", "0.5"), ("007", ".", "7")],
)  # fmt: skip
def test_numbers_as_programs_write_them(reader: psycopg.Connection, text: str, sign: str, number: str) -> None:
    assert ask(reader, "number", text, sign) == Decimal(number)


REASONS = [
    ("many", ".", '"many" is no number'),
    ("e5", ".", '"e5" is no number'),
    ("1,5", ".", '"1,5" is no number where a point stands before decimals'),
    ("1.5", ",", '"1.5" is no number where a comma stands before decimals'),
    ("1.2.3", ".", '"1.2.3" is no number'),
    ("0.123.456", ",", '"0.123.456" is no number'),
    (" ", ".", "nothing is written"),
    (None, ".", "nothing is written"),
]


@pytest.mark.parametrize(("text", "sign", "reason"), REASONS)
def test_a_text_that_is_no_number_says_why(
    reader: psycopg.Connection, text: str | None, sign: str, reason: str
) -> None:
    assert ask(reader, "why_no_number", text, sign) == reason


def test_each_reason_is_tried(reader: psycopg.Connection) -> None:
    [(body,)] = reader.execute("select prosrc from pg_proc where oid = 'imports.why_no_number'::regproc").fetchall()
    sentences = re.findall(r"then '([^']+)'\n|format\('([^']+)'", body)
    assert len(sentences) == 3
    for plain, filled in sentences:
        pattern = re.escape(plain or filled).replace("%s", ".+")
        assert any(re.fullmatch(pattern, reason) for _, _, reason in REASONS), plain or filled


YES = [
    *("1", "1.0", "x", "✓", "✔", "y", "yes", "t", "true", "p", "present", "attended", "late", "on", "done"),
    *("si", "sí", "v", "verdadero", "presente", "asistió", "tarde"),
    *("ya", "h", "hadir", "benar", "terlambat"),
]
NO = [
    *("0", "0.0", "-", "–", "✗", "n", "no", "f", "false", "absent", "excused", "off"),
    *("falso", "falta", "faltó", "ausente"),
    *("tidak", "absen", "alpa", "izin", "sakit"),
]


@pytest.mark.parametrize(
    ("words", "truth"),
    [(YES, True), ([*NO, "", " ", None], False), (["a", "s", "e", "i", "maybe", "2", "yesno"], None)],
)
def test_marks_say_yes_or_no_in_three_languages_or_neither(
    reader: psycopg.Connection, words: list[str | None], truth: bool | None
) -> None:
    for word in words:
        for written in (word, word and word.upper(), word and f" \u00a0{word.title()}\t"):
            assert ask(reader, "truth", written) is truth, written


def test_each_mark_says_one_thing(reader: psycopg.Connection) -> None:
    [(body,)] = reader.execute("select prosrc from pg_proc where oid = 'imports.truth'::regproc").fetchall()
    yes, no = (set(re.findall("'([^']*)'", part)) for part in re.findall(r"any \(array\[(.*?)\]\)", body, re.DOTALL))
    assert not yes & no
    for words, truth in ((yes, True), (no, False)):
        for word in words:
            assert ask(reader, "truth", word) is truth, word


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (" Ana\u00a0", "Ana"),
        ("Ana@Example.ORG ", "ana@example.org"),
        ("Ana María", "Ana María"),
        ("Mari\u0301a", "Mar\u00eda"),
        ("\ufeff7\r\n", "7"),
        ("007", "007"),
        ("at @ home", "at @ home"),
        ("", None),
        (" \u2009\t", None),
        (None, None),
    ],
)  # fmt: skip
def test_keys_are_the_same_whoever_typed_them(reader: psycopg.Connection, text: str | None, key: str | None) -> None:
    assert ask(reader, "key", text) == key


def test_a_key_of_a_key_is_the_key(reader: psycopg.Connection) -> None:
    @given(TEXTS)
    def trial(text: str) -> None:
        key = ask(reader, "key", text)
        assert key is None or (isinstance(key, str) and ask(reader, "key", key) == key == key.strip(" \t\r\n"))
        assert ask(reader, "key", f" {text}\t") == key

    trial()
