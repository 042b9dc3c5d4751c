"""A workbook opens as it is meant wherever its reader lives: typed cells, and a sheet that says what they are."""

import io
from datetime import date
from typing import Any

import openpyxl
import pytest

import app
from analytics import engagement
from analytics.files import about, extract, file
from analytics.files.formats import xlsx
from db.warehouse import Warehouse
from tests.files.conftest import Select, written
from tests.ops import records


def workbook(asked: extract.Extract, **how: Any) -> Any:
    return openpyxl.load_workbook(io.BytesIO(written(asked, "xlsx", **how)))


def cells(asked: extract.Extract) -> list[tuple[Any, ...]]:
    return list(workbook(asked).worksheets[0].iter_rows(values_only=True))


def test_cells_have_types(select: Select) -> None:
    statement = """
        select '00017' as id, 17 as school_id, -5 as whole, 0.5 as exact, 12345678901234567::bigint as large,
            true as yes, null::text as nothing, date '2026-06-01' as day, timestamptz '2026-11-02 04:30:00+00' as at,
            array['a', 'b'] as keys, '{"a": "x; y"}'::jsonb as data, 'NaN'::float8 as none
    """
    [_names, row] = cells(select(statement))
    assert row[:7] == ("00017", "17", -5, 0.5, "12345678901234567", True, None)
    assert [moment.isoformat() for moment in row[7:9]] == ["2026-06-01T00:00:00", "2026-11-01T23:30:00"]
    assert row[9:] == ("a; b", '{"a": "x\\u003b y"}', "NaN")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "=1+1",
            "  blanks ",
            "",
            "a\nb",
            '<b> & "c"',
            "👩‍🎓 Ñandú",
            "a_x0041_b",
            "tab\there",
            "http://a.b/" + "c" * 3000,
        ),
        *("a\x01b\x1f", "\uffff", "a\rb"),
    ],
)
def test_text_stays_what_it_was(select: Select, text: str) -> None:
    from openpyxl.utils.escape import unescape

    found = cells(select("select cast(:text as text) as name", text=text))
    assert unescape(found[1][0] or "") == text


def test_a_text_too_long_for_a_cell_is_cut_where_one_sees_it(select: Select) -> None:
    statement = "select repeat('x', 40000) as plain, repeat('😀', 20000) as pairs, repeat('ñ', 20000) as fits"
    [_names, (plain, pairs, fits)] = cells(select(statement))
    assert (len(plain), plain[-1], len(pairs), pairs[-1]) == (32_001, "…", 16_001, "…")
    assert fits == "ñ" * 20_000


@pytest.mark.parametrize("day", ["1890-05-01", "1900-02-28", "infinity", "12026-01-01"])
def test_a_day_that_no_workbook_counts_is_text(select: Select, day: str) -> None:
    assert cells(select(f"select date '{day}' as day, timestamptz '{day}' as at"))[1][0] == day


def test_the_other_sheet_says_what_the_rows_are(full_warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.warehouse.current", lambda: full_warehouse)
    asked = extract.of_question(
        engagement.inactive_students, {"days": 30, "levels": ["A1"]}, name="away", day=date(2026, 6, 15)
    )
    book = workbook(asked)
    assert book.sheetnames == ["Rows", "About"]
    told = dict(book["About"].iter_rows(values_only=True))
    assert told["Filters"] == "days: 30\nlevels: A1"
    assert (told["Data as of"], told["Time zone"]) == ("2026-06-15", "America/Guayaquil")
    assert told["Synced"] == "academy: never completely"
    assert told["Definition"]
    assert "Failed checks" in told or "Failed check" in told
    assert {"student_id", "days_since_last"} & told.keys()
    assert "Language" not in told
    spanish = workbook(asked, language="es")
    assert spanish.sheetnames == ["Filas", "Acerca de"]
    assert "en inglés" in str(dict(spanish["Acerca de"].iter_rows(values_only=True))["Idioma"])


@pytest.mark.parametrize(("language", "said"), [("en", "No e-mail"), ("es", "Sin correo"), ("id", "Tanpa email")])
def test_failed_checks_are_said_in_the_words_of_the_pages(reading: Warehouse, language: str, said: str) -> None:
    assert about.named is app.check_in_words
    with reading.connect() as connection:
        records.run(connection, 1, "academy")
        records.found(connection, 1, "academy", "missing_email", 3)
    asked = extract.of_question(engagement.levels, {}, name="levels", day=None)
    sheet = workbook(asked, language=language)[about.sheets(language)[1]]
    assert f"{said} (students): 3" in [text for _label, text in sheet.values]


def test_more_rows_than_a_sheet_has_are_refused_before_it_starts(
    select: Select, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 10)
    asked = select("select n from generate_series(1, 11) as n")
    with pytest.raises(file.TooManyRows, match=r"10 rows.*11.*CSV.*Parquet"):
        written(asked, "xlsx")
    assert len(cells(select("select n from generate_series(1, 10) as n"))) == 11


def test_every_row_is_there_in_its_order(select: Select) -> None:
    found = cells(select("select n from generate_series(1, 20001) as n order by n desc"))
    assert [row[0] for row in found[1:]] == list(range(20_001, 0, -1))


def test_a_large_workbook_opens_too(select: Select, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "_LARGE", 0)
    assert cells(select("select 1 as n")) == [("n",), (1,)]
