"""`atalaya export`: any view as CSV or Parquet, the same cells as on the pages."""

import io

import pandas as pd
import pytest

from analytics import export, query
from analytics.spreadsheet import csv_bytes
from db.warehouse import Warehouse
from tests.factories import HIJRAH, circle, met


@pytest.fixture(autouse=True)
def groups(reading: Warehouse) -> None:
    with reading.connect() as connection:
        circle(connection, "=1+1", HIJRAH)
        circle(connection, "plain", HIJRAH)
        met(connection, "plain", "2026-01-05", episode=3)


def csv(name: str) -> bytes:
    file = io.BytesIO()
    export.write_csv(export.find_view(name), file)
    return file.getvalue()


def parquet(name: str) -> pd.DataFrame:
    file = io.BytesIO()
    export.write_parquet(export.find_view(name), file)
    return pd.read_parquet(file)


def test_text_cannot_run_as_a_formula_and_numbers_are_untouched() -> None:
    lines = csv("v_group_progress").decode("utf-8-sig").splitlines()
    assert lines[0].startswith("group_id,max_episode_reached,first_meeting_date")
    assert sorted(line[:10] for line in lines[1:]) == ["'=1+1,0,,,", "plain,3,20"]


def test_the_file_is_the_one_that_a_page_offers() -> None:
    assert csv("v_group_status") == csv_bytes(query.frame("select * from ngeshare.v_group_status"))


def test_many_stretches_give_one_file(monkeypatch: pytest.MonkeyPatch) -> None:
    whole, by_frame = csv("ngeshare.v_member_roster"), query.frames
    monkeypatch.setattr(query, "frames", lambda statement: by_frame(statement, rows=1))
    assert csv("ngeshare.v_member_roster") == whole
    assert len(parquet("ngeshare.v_member_roster")) == len(whole.splitlines()) - 1


def test_a_view_without_rows_still_has_its_columns() -> None:
    assert csv("ops.sync_log").decode("utf-8-sig").startswith("run,source,table,mode,")
    assert list(parquet("ops.sync_log").columns)[:3] == ["run", "source", "table"]


def test_parquet_keeps_types_and_text() -> None:
    found = parquet("v_group_progress").set_index("group_id").sort_index()
    assert list(found.index) == ["=1+1", "plain"]
    assert (found.loc["plain", "max_episode_reached"], str(found.loc["plain", "first_meeting_date"])) == (
        *(3, "2026-01-05"),
    )


def test_lists_and_documents_fit_into_parquet(reading: Warehouse) -> None:
    with reading.connect() as connection:
        connection.execute("insert into ops.sync_run (origin, sources) values ('test', '{a,b}')")
        connection.execute(
            """insert into ops.sync_rejects (source, "table", key, reason, data)
            values ('s', 't', 'k', 'r', '{"a": 1}')"""
        )
    assert list(parquet("ops.sync_run")["sources"].iloc[0]) == ["a", "b"]
    assert parquet("ops.sync_rejects")["data"].iloc[0] == '{"a": 1}'


@pytest.mark.parametrize(
    ("name", "close"),
    [("v_group_stats", "v_group_status"), ("ngeshare.v_rescue", "ngeshare.v_rescue_list"), ("zzz", "v_group_status")],
)
def test_an_unknown_view_lists_close_names(name: str, close: str) -> None:
    with pytest.raises(export.UnknownView, match=close):
        export.find_view(name)


@pytest.mark.parametrize("name", ["User", "pg_authid", 'v_group_status"; drop table x; --', "public.User"])
def test_nothing_but_derived_schemas_can_be_exported(name: str) -> None:
    with pytest.raises(export.UnknownView):
        export.find_view(name)
