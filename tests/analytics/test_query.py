"""The query layer against a real warehouse."""

from datetime import date

import pandas as pd
import psycopg
import pytest

from analytics import query
from db.address import libpq_url, postgres_url
from db.warehouse import Warehouse

pytestmark = pytest.mark.usefixtures("reading")


def test_types_survive_missing_values() -> None:
    found = query.frame(
        "select 1::integer as whole, null::bigint as none, 1.5::numeric as exact, true as truth, 'a' as text, "
        "date '2026-06-01' as day, timestamptz '2026-06-01 10:00+07' as moment, array['x'] as keys"
    )
    assert found.dtypes.astype("str").to_dict() == {
        "whole": "Int64",
        "none": "Int64",
        "exact": "float64",
        "truth": "boolean",
        "text": "str",
        "day": "datetime64[s]",
        "moment": "datetime64[us, UTC]",
        "keys": "object",
    }
    assert found["moment"].iloc[0] == pd.Timestamp("2026-06-01 03:00", tz="UTC")
    assert found["keys"].iloc[0] == ["x"]


def test_no_row_keeps_names_and_types() -> None:
    found = query.frame("select 1::integer as whole, 'a'::text as name where false")
    assert found.empty
    assert found.dtypes.astype("str").to_dict() == {"whole": "Int64", "name": "str"}


def test_as_of_is_a_date_and_lasts_for_one_question() -> None:
    asked = "select ops.as_of() as moment, now() as now"
    past = query.frame(asked, as_of=date(2025, 3, 31))
    live = query.frame(asked)
    assert past["moment"].iloc[0] == pd.Timestamp("2025-04-01", tz="UTC")
    assert (live["moment"] == live["now"]).all()


def test_pages_read_as_the_reader_and_cannot_write(reading: Warehouse) -> None:
    assert query.frame("select current_user::text as who")["who"].iloc[0] == "atalaya_reader"
    with pytest.raises(query.QueryError, match="read-only"):
        query.frame("create table x (y integer)")


def test_a_missing_view_says_that_the_warehouse_is_not_set_up() -> None:
    with pytest.raises(query.WarehouseEmpty):
        query.frame("select 1 from ngeshare.no_such_view")


def test_a_slow_query_ends_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.warehouse.READER_TIMEOUT_SECONDS", 1)
    with pytest.raises(query.QueryTooSlow):
        query.frame("select pg_sleep(5)")


def test_a_warehouse_that_is_down_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    nowhere = Warehouse("postgresql://nobody@127.0.0.1:1/nothing")
    monkeypatch.setattr("db.warehouse.current", lambda: nowhere)
    with pytest.raises(query.WarehouseDown):
        query.frame("select 1")
    nowhere.reader.dispose()


@pytest.mark.usefixtures("reading")
def test_a_full_warehouse_is_asked_again_and_then_says_so(reading: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.warehouse.BUSY_SECONDS", 0.5)
    with psycopg.connect(reading.url, autocommit=True) as connection:
        connection.execute("create role one_at_a_time login connection limit 1 in role atalaya_reader")
        url = libpq_url(postgres_url(reading.url, "url").changed(user="one_at_a_time"))
        full = Warehouse(url)
        monkeypatch.setattr("db.warehouse.current", lambda: full)
        with psycopg.connect(url), pytest.raises(query.WarehouseBusy, match="too many connections"):
            query.frame("select 1")
        assert query.frame("select 1 as one")["one"].tolist() == [1]
        full.reader.dispose()
        connection.execute("drop role one_at_a_time")
