"""The simulated organisation as the warehouse's views see it: a healthy mix, at different times of the year."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import psycopg
import pytest

from db.warehouse import Warehouse
from sources import demo
from sources.demo.curriculum.production import COPIED_TABLES
from sources.demo.curriculum.seasons import is_quiet

COLUMNS = """
    select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
    where attrelid = %s::regclass and attnum > 0 and not attisdropped
"""


pytestmark = pytest.mark.check


@pytest.fixture(params=["2026-03-10", "2026-06-15", "2026-11-15"])
def views(request: pytest.FixtureRequest, warehouse_18: Warehouse, empty_database: Any) -> Iterator[psycopg.Connection]:
    """A warehouse that holds the demo of some day, looked at from that day."""
    as_of = datetime.fromisoformat(request.param).replace(hour=5, tzinfo=UTC)
    demo.fill(empty_database.url, scale=0.5, as_of=as_of)
    with empty_database.connect() as source, warehouse_18.connect() as warehouse:
        copy_everything(source, warehouse)
        warehouse.execute("select set_config('atalaya.as_of', %s, false)", [as_of.isoformat()])
        yield warehouse


def copy_everything(source: psycopg.Connection, warehouse: psycopg.Connection) -> None:
    with warehouse.transaction():
        warehouse.execute("set local atalaya.skip_facts = 'on'")
        for table in COPIED_TABLES:
            name = f'public."{table.name}"'
            columns = warehouse.execute(COLUMNS, [name]).fetchone()
            listed = f"copy {name} ({columns[0] if columns else ''})"
            reading = source.cursor().copy(f"{listed} to stdout".encode())
            writing = warehouse.cursor().copy(f"{listed} from stdin".encode())
            with reading as read, writing as write:
                for block in read:
                    write.write(block)
    warehouse.execute("select ngeshare.rebuild_facts()")
    warehouse.execute("analyze")


def rows(views: psycopg.Connection, query: str) -> list[tuple[Any, ...]]:
    return views.execute(query.encode()).fetchall()


def test_the_organisation_is_healthy(views: psycopg.Connection) -> None:
    status = "select status, 100.0 * count(*) / sum(count(*)) over () from ngeshare.v_group_status group by status"
    shares = dict(rows(views, status))
    assert 13 < shares["ACTIVE"] < 32
    assert 35 < shares["GRADUATED"] < 55
    assert 18 < shares["STALLED"] < 38
    assert 1 < shares["NOT_STARTED"] < 15

    funnel = rows(
        views,
        "select groups_total, continuation_rate_pct, groups_graduated from ngeshare.v_curriculum_funnel "
        "order by sequence_order",
    )
    assert [total for total, _, _ in funnel] == sorted((total for total, _, _ in funnel), reverse=True)
    assert all(30 <= rate <= 70 for _, rate, _ in funnel[:-1])

    [[rescuable]] = rows(views, "select count(*) from ngeshare.v_rescue_list")
    assert 8 <= rescuable <= 45

    [[alumni]] = rows(views, "select alumni_pct from ngeshare.v_facilitator_growth")
    assert 38 <= alumni <= 62

    kinds = {kind for (kind,) in rows(views, "select distinct kind from ngeshare.v_pipeline_anomalies")}
    assert len(kinds) == 5
    verdicts = {verdict for (verdict,) in rows(views, "select verdict from ngeshare.v_time_to_graduate_outliers")}
    assert verdicts == {"FAST", "SLOW"}


@pytest.mark.parametrize(
    ("day", "quiet"),
    [("2024-03-20", True), ("2026-03-01", True), ("2026-07-01", False), ("2030-01-20", True), ("2030-12-30", True)],
)
def test_ramadan_is_quiet(day: str, quiet: bool) -> None:
    assert is_quiet(date.fromisoformat(day)) is quiet
