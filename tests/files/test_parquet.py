"""Parquet keeps types and text."""

import io

import pandas as pd

from analytics.files.extract import Extract
from tests.files.conftest import Select, written


def parquet(asked: Extract) -> pd.DataFrame:
    return pd.read_parquet(io.BytesIO(written(asked, "parquet")))


def test_types_and_text_are_kept(select: Select) -> None:
    statement = """
        select '=1+1' as name, 3 as whole, 0.5 as exact, true as yes, date '2026-01-05' as day,
            timestamptz '2026-11-02 04:30:00+00' as at, array['a', 'b'] as keys, array[1, 2] as numbers,
            array[date '2026-01-05'] as days, '{"a": 1}'::jsonb as data, gen_random_uuid() as id, null::date as nothing
    """
    [row] = parquet(select(statement)).to_dict("records")
    assert (row["name"], row["whole"], row["exact"], row["yes"], str(row["day"])) == (
        "=1+1",
        3,
        0.5,
        True,
        "2026-01-05",
    )
    assert row["at"] == pd.Timestamp("2026-11-02 04:30", tz="UTC")
    assert (list(row["keys"]), list(row["numbers"]), list(row["days"])) == (["a", "b"], [1, 2], ["2026-01-05"])
    assert (row["data"], len(row["id"]), row["nothing"]) == ('{"a": 1}', 36, None)


def test_without_rows_the_columns_are_there(select: Select) -> None:
    assert list(parquet(select("select 1 as one, 'x' as two where false")).columns) == ["one", "two"]


def test_many_stretches_give_one_file(select: Select) -> None:
    found = parquet(select("select n from generate_series(1, 12001) as n order by n"))
    assert list(found["n"]) == list(range(1, 12_002))


def test_moments_beyond_pythons_calendar_are_no_error(select: Select) -> None:
    asked = select("select timestamptz '12026-01-01 00:00+00' as at, timestamptz 'infinity' as never")
    assert len(written(asked, "parquet")) > 0
