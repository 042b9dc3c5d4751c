"""Closed hours and presence after real syncs of a source that lives on, corrects and deletes: as if computed afresh."""

import math
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg

from db.warehouse import Warehouse
from sources import demo
from sync.endpoints.connected import ConnectedSource
from sync.run.every_source import run_sync
from sync.run.request import Request
from sync.specifications import source_named
from tests.conftest import Database

AS_OF = datetime(2026, 6, 15, 16, tzinfo=UTC)
METADATA = {"id", "calculation_method", "calculated_at", "created_at"}
WRITES = (
    "update classwaves.sessions set ended_at = ended_at + random() * interval '5 hours', updated_at = now() "
    "where random() < 0.2",
    "update classwaves.participants set left_at = null, updated_at = now() where random() < 0.1",
    "update classwaves.session_groups set ready_at = ready_at + interval '1 hour', updated_at = now() "
    "where random() < 0.2",
    "delete from classwaves.session_metrics where random() < 0.1",
    "delete from classwaves.participants where random() < 0.1",
    "insert into classwaves.guidance_events (id, session_id, kind, occurred_at) select 'late ' || id, id, 'alert', "
    "started_at + random() * interval '3 hours' from classwaves.sessions "
    "where started_at > '-infinity' and random() < 0.1",
)


def by_key(warehouse: Warehouse, query: str) -> dict[Any, dict[str, Any]]:
    """Rows by school and hour."""
    with warehouse.connect() as connection:
        cursor = connection.execute(query.encode())
        names = [column.name for column in cursor.description or ()]
        found = [dict(zip(names, row, strict=True)) for row in cursor]
    return {
        (row["school_id"], row["metric_hour"]): {name: row[name] for name in names if name not in METADATA}
        for row in found
    }


def followed(warehouse: Warehouse) -> int:
    """How many closed hours have a row; each is what the raw rows say now."""
    stored = by_key(warehouse, "select * from analytics.dashboard_metrics_hourly")
    afresh = by_key(
        warehouse,
        "select computed.* from (select min(metric_hour) as first, max(metric_hour) as last "
        "from analytics.rollup_ledger) as closed cross join lateral "
        "analytics.hourly_metrics(closed.first, closed.last + interval '1 hour') as computed "
        "inner join analytics.rollup_ledger using (metric_hour)",
    )
    assert stored.keys() == afresh.keys()
    for key, row in afresh.items():
        for name, value in row.items():
            kept = stored[key][name]
            assert kept == value or math.isclose(kept, value, rel_tol=1e-9), (key, name)
    return len(stored)


def changed_by_the_last_sync(warehouse: Warehouse) -> int:
    with warehouse.connect() as connection:
        [(changed,)] = connection.execute(
            "select rows_written from ops.rollup_run where origin = 'sync' order by run desc limit 1"
        ).fetchall()
    return int(changed)


def test_closed_hours_follow_what_syncs_bring(new_database: Callable[[], Database], warehouse_18: Warehouse) -> None:
    url = new_database().url

    def sync() -> int:
        """How many stored rows a sync changed."""
        request = Request((ConnectedSource(source_named("classwaves"), url),), "test")
        assert run_sync(warehouse_18, request).status == "succeeded"
        return changed_by_the_last_sync(warehouse_18)

    demo.fill(url, scale=0.1, as_of=AS_OF, sources=["classwaves"])
    sync()
    demo.live_on(url, AS_OF + timedelta(days=20), sources=["classwaves"])
    assert sync() > 0
    with psycopg.connect(url, autocommit=True) as production:
        production.execute("select setseed(0.42)")
        for statement in WRITES:
            production.execute(statement.encode())
    assert sync() > 0
    assert followed(warehouse_18) > 0
