"""How one value stands in a file: where a workbook's cell can hold it, where it has to be text, where text is cut."""

import pytest

from tests.factories import Connection, rows

LARGEST = 32_767
"""UTF-16 units that Excel allows in a cell."""


def escaped(connection: Connection, text: str) -> str:
    [(found,)] = connection.execute("select ops.xlsx_escaped(%s)", [text]).fetchall()
    return str(found)


@pytest.mark.parametrize(
    ("letter", "most", "kept"),
    [
        ("x", LARGEST, LARGEST),
        ("x", LARGEST + 1, 32_000),
        ("ñ", 32_000, 32_000),
        ("ñ", 32_001, 32_000),
        ("😀", 16_000, 16_000),
        ("😀", 16_001, 16_000),
        ("\U00010000", 16_001, 16_000),
    ],
)
def test_a_text_is_whole_up_to_what_a_cell_holds_and_cut_beyond(
    connection: Connection, letter: str, most: int, kept: int
) -> None:
    found = escaped(connection, letter * most)
    assert found == (letter * most if kept == most else letter * kept + "…")
    assert len(found.encode("utf-16-le")) // 2 <= LARGEST


def test_only_what_needs_it_is_escaped(connection: Connection) -> None:
    told = [escaped(connection, text) for text in ("a\x01b", "a\x1fb", "\x0b", "\uffff", "_x0041_", "_x41_", "a\tb\n")]
    assert told == ["a_x0001_b", "a_x001F_b", "_x000B_", "_xFFFF_", "_x005F_x0041_", "_x41_", "a\tb\n"]
    cells = [(f"<b>&{'x' * (LARGEST - 4)}", LARGEST), (f"<b>&{'x' * (LARGEST - 3)}", 32_001), ("", 0), ("a\x01", 8)]
    for text, length in cells:
        [(cell,)] = connection.execute("select ops.xlsx_text(%s)", [text]).fetchall()
        inside = cell.removeprefix('<c t="inlineStr"><is><t xml:space="preserve">').removesuffix("</t></is></c>")
        assert len(inside.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")) == length


@pytest.mark.parametrize(
    "number",
    ["0", "-5", "0.5", "123456789012345", "-123456789012345", "1234567890.1234567890", "1e+300", "0.30000000000000004"],
)
def test_a_number_is_a_number(connection: Connection, number: str) -> None:
    assert rows(connection, f"select ops.xlsx_number('{number}')") == [(f"<c><v>{number}</v></c>",)]


@pytest.mark.parametrize("number", ["1234567890123456", "-1234567890123456", "NaN", "Infinity", "-Infinity"])
def test_a_whole_number_of_more_than_15_digits_or_no_number_is_text(connection: Connection, number: str) -> None:
    [(cell, text)] = rows(connection, f"select ops.xlsx_number('{number}'), ops.xlsx_text('{number}')")
    assert cell == text == f'<c t="inlineStr"><is><t xml:space="preserve">{number}</t></is></c>'


@pytest.mark.parametrize(
    ("moment", "days"),
    [
        ("1900-02-28 23:59:59.999999", None),
        ("1900-03-01", "61"),
        ("2026-06-15 12:00", "46188.5"),
        ("9999-12-31 23:59:59", "2958465.9999884259"),
        ("10000-01-01", None),
        ("infinity", None),
        ("-infinity", None),
    ],
)
def test_a_moment_is_days_since_1900_as_far_as_a_workbook_counts(
    connection: Connection, moment: str, days: str | None
) -> None:
    [(cell, text)] = rows(connection, f"select ops.xlsx_moment('{moment}', 2, 'said'), ops.xlsx_text('said')")
    assert cell == (text if days is None else f'<c s="2"><v>{days}</v></c>')


def test_a_moment_has_the_offset_of_its_clock_and_microseconds_where_it_has_any(connection: Connection) -> None:
    connection.execute("set local timezone = 'America/Guayaquil'")
    asked = "'2026-06-15 12:00:00+00', '2026-06-15 12:00:00.5+00', '2026-06-15 12:00:00.000001+00', 'infinity', null"
    found = rows(connection, f"select ops.file_moment(moment) from unnest(array[{asked}]::timestamptz[]) as moment")
    assert [moment for (moment,) in found] == [
        "2026-06-15T07:00:00-05:00",
        "2026-06-15T07:00:00.500000-05:00",
        "2026-06-15T07:00:00.000001-05:00",
        "infinity",
        None,
    ]


def test_what_a_spreadsheet_could_run_is_guarded_at_every_place_where_it_splits(connection: Connection) -> None:
    texts = ["=1", "a=1", "a;=1", "a,=1", "a\t-1", "\ta", " @x", "", "a-b"]
    asked = "select ops.csv_text(value, %s) from unnest(%s::text[]) as value"
    found = {
        separator: [text for (text,) in connection.execute(asked, [separator, texts]).fetchall()]
        for separator in (",", ";")
    }
    alike = ["'=1", "a=1", "a;'=1", "a,=1", "a\t'-1", "'\ta", "' @x", "", "a-b"]
    assert found[","] == alike
    assert found[";"] == [text.replace("a,=1", "a,'=1") for text in alike]
