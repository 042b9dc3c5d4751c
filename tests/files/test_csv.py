"""CSV that spreadsheets of every region, and programs, read as it is meant."""

import csv
import io
import json
from datetime import date

import pandas
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from analytics.files.extract import Extract
from db.warehouse import Warehouse
from tests.files.conftest import Select, written

FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def cells(extract: Extract, separator: str = ",") -> list[list[str]]:
    text = written(extract, "csv", separator=separator).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


@pytest.mark.parametrize(
    ("text", "guarded"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@a", "'@a"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("  =1+1", "'  =1+1"),
        ("\u00a0=1+1", "'\u00a0=1+1"),
        ("＝1", "'＝1"),
        ("Nube; =1+1", "Nube;' =1+1"),
        ("a;=1;-2", "a;'=1;'-2"),
        ("a\n=1", "a\n'=1"),
        ("a\r\n=1", "a\r\n'=1"),
        ("a\t@b", "a\t'@b"),
        ("ana@example.org", "ana@example.org"),
        ("a-b; c=d", "a-b; c=d"),
        ("hola, -no", "hola, -no"),
        ("", ""),
    ],
)
def test_no_part_of_a_text_can_run_as_a_formula(select: Select, text: str, guarded: str) -> None:
    assert cells(select("select cast(:text as text) as name", text=text)) == [["name"], [guarded]]


def test_a_row_whose_only_cell_is_missing_is_still_a_row(select: Select) -> None:
    extract = select("select nullif(n, 2)::text as name from generate_series(1, 3) as n order by n")
    assert cells(extract) == [["name"], ["1"], [""], ["3"]]
    assert list(pandas.read_csv(io.BytesIO(written(extract, "csv")))["name"].fillna(0)) == [1, 0, 3]


def test_missing_cells_beside_others_stay_empty(select: Select) -> None:
    text = written(select("select null::text as name, null::integer as n"), "csv").decode("utf-8-sig")
    assert text == "name,n\r\n,\r\n"


def test_commas_are_guarded_too_where_another_character_separates(select: Select) -> None:
    assert cells(select("select 'a, =1' as name, 2 as n"), ";") == [["name", "n"], ["a,' =1", "2"]]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(
    texts=some.lists(some.text(some.sampled_from("=+-@;,\t\r\n \"'aé＝\u00a0"), max_size=8), min_size=1, max_size=20)
)
def test_whatever_the_text_no_part_starts_like_a_formula(select: Select, texts: list[str]) -> None:
    found = cells(select("select t as name from unnest(cast(:texts as text[])) as t", texts=texts))
    for original, (cell,) in zip(texts, found[1:] or [], strict=True):
        assert cell.replace("'", "") == original.replace("'", "")
        for separator in ";\t\n\r":
            assert not any(part.strip(" \u00a0").startswith(FORMULA) for part in cell.split(separator))


def test_numbers_dates_moments_and_documents_are_plain(select: Select) -> None:
    statement = """
        select -5 as whole, -0.50 as exact, 1e-7::float8 as small, true as yes, null::text as nothing,
            date '2026-06-01' as day, timestamptz '2026-11-02 04:30:00+00' as at,
            timestamptz '2026-07-02 04:30:00.25+00' as summer, timestamp '2026-07-02 04:30' as wall,
            array['=a', 'b'] as keys, '{"percent": 75, "content": null, "note": "x; =1+1"}'::jsonb as data
    """
    [_names, row] = cells(select(statement))
    assert row[:10] == [
        *("-5", "-0.5", "1e-07", "True", "", "2026-06-01", "2026-11-01T23:30:00-05:00"),
        *("2026-07-02T00:30:00.250000-04:00", "2026-07-02T04:30:00", "'=a; b"),
    ]
    assert json.loads(row[10]) == {"percent": 75, "content": None, "note": "x; =1+1"}
    assert ";" not in row[10]


@pytest.mark.parametrize("separator", [",", ";", "|", "\t"])
def test_the_file_is_utf_8_with_its_mark_and_separator(select: Select, separator: str) -> None:
    found = written(select("""select 'Ñandú, "el"; |' as name, 1.5 as "n, m" """), "csv", separator=separator)
    assert found.startswith(b"\xef\xbb\xbf")
    assert found.endswith(b"\r\n")
    assert cells(select("""select 'Ñandú, "el"; |' as name, 1.5 as "n, m" """), separator) == [
        ["name", "n, m"],
        ['Ñandú, "el"; |', "1.5"],
    ]


def test_every_row_is_there_in_its_order(select: Select) -> None:
    found = cells(
        select("select n from generate_series(1, 20001) as n order by n desc limit cast(:most as bigint)", most=None)
    )
    assert [row[0] for row in found[1:]] == [str(n) for n in range(20_001, 0, -1)]


def test_without_rows_the_columns_are_there(select: Select) -> None:
    assert written(select("select 1 as one, 'x' as two where false"), "csv") == b"\xef\xbb\xbfone,two\r\n"


def test_rows_are_those_of_the_day_looked_from(select: Select) -> None:
    asked = select("select ops.as_of() as at", day=date(2026, 6, 15))
    assert cells(asked)[1] == ["2026-06-15T20:00:00-04:00"]


def test_the_name_of_a_file_has_the_local_day_and_what_was_chosen(
    reading: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import UTC, datetime

    import analytics.files.extract as module

    class Evening(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:
            return datetime(2026, 11, 29, 1, tzinfo=UTC).astimezone(tz)  # type: ignore[arg-type]

    from analytics import engagement

    monkeypatch.setattr(module, "datetime", Evening)
    asked = {"days": 30, "levels": ["B2 – avanzado", "Ñ"]}
    found = module.of_question(engagement.inactive_students, asked, name="inactive_30_days", day=None)
    assert found.file_name("csv") == "atalaya-inactive-30-days-2026-11-28-30-b2-avanzado-n.csv"
    of_a_day = module.of_question(engagement.levels, {}, name="levels", day=date(2026, 1, 2))
    assert of_a_day.file_name("xlsx") == "atalaya-levels-2026-01-02.xlsx"
