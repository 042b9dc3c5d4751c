"""CSV files that a spreadsheet opens as they are meant."""

import csv
import io

import pandas as pd
import pytest

from analytics.spreadsheet import csv_bytes


def rows(frame: pd.DataFrame) -> list[list[str]]:
    return list(csv.reader(io.StringIO(csv_bytes(frame).decode("utf-8-sig"))))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_text_that_could_run_as_a_formula_gets_an_apostrophe(start: str) -> None:
    assert rows(pd.DataFrame({"name": [f"{start}1+1"]})) == [["name"], [f"'{start}1+1"]]


def test_negative_numbers_stay_numbers() -> None:
    frame = pd.DataFrame({"whole": pd.array([-5, None], dtype="Int64"), "exact": [-0.5, 1e-7]})
    assert rows(frame) == [["whole", "exact"], ["-5", "-0.5"], ["", "1e-07"]]


def test_moments_dates_lists_and_missing_text_are_plain() -> None:
    frame = pd.DataFrame(
        {
            "at": pd.Series([pd.Timestamp("2026-06-01 10:00", tz="UTC")]),
            "on": pd.Series(pd.to_datetime(["2026-06-01"])),
            "keys": [["=a", "b"]],
            "city": pd.Series([None], dtype="str"),
        }
    )
    assert rows(frame)[1] == ["2026-06-01T10:00:00+00:00", "2026-06-01", "'=a; b", ""]


def test_every_row_is_there_and_accents_survive() -> None:
    frame = pd.DataFrame({"name": ['Ñandú, "el"\nrápido'] * 20_000})
    found = rows(frame)
    assert len(found) == 20_001
    assert found[-1] == ['Ñandú, "el"\nrápido']


def test_the_file_says_that_it_is_utf_8() -> None:
    assert csv_bytes(pd.DataFrame({"name": ["x"]})) == b"\xef\xbb\xbfname\r\nx\r\n"
