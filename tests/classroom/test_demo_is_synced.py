"""The simulated classrooms reach the warehouse whole, also after they lived on, and the report says what is wrong."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from db.warehouse import Warehouse
from sources import demo
from sources.demo.classroom.production import CLASSWAVES
from sync.endpoints.connected import ConnectedSource
from sync.run.every_source import Outcome, run_sync
from sync.run.request import Request
from sync.specifications import source_named
from tests.conftest import Database
from tests.thoroughness import part

AS_OF = datetime(2026, 6, 15, 16, tzinfo=UTC)
SCALE = part(100, 0.1) / 100
FORBIDDEN_BY_PRODUCTION = {"missing_date", "orphan_school", "orphan_session", "orphan_group"}
NOT_PLANTED = {
    ("missing_name", "schools"),
    ("missing_teacher", "sessions"),
    ("missing_latency", "session_metrics"),
    ("future_date", "schools"),
    ("before_session_start", "ai_analyses"),
    *(("impossible_date", table) for table in ("schools", "sessions", "session_groups", "participants")),
}


@dataclass
class Copy:
    """The classrooms, their replica, and a way to bring one to the other."""

    url: str
    warehouse: Warehouse

    def sync(self) -> Outcome:
        return run_sync(self.warehouse, Request((ConnectedSource(source_named("classwaves"), self.url),), "test"))


@pytest.fixture
def copy(new_database: Callable[[], Database], warehouse_18: Warehouse) -> Copy:
    url = new_database().url
    demo.fill(url, scale=SCALE, as_of=AS_OF, sources=["classwaves"])
    return Copy(url, warehouse_18)


def test_the_demo_is_copied_whole_and_again_after_it_lived_on(copy: Copy) -> None:
    first = copy.sync()
    assert (first.status, first.messages) == ("succeeded", [])
    demo.live_on(copy.url, AS_OF + timedelta(days=40), sources=["classwaves"])
    second = copy.sync()
    assert (second.status, second.messages) == ("succeeded", [])
    assert all(table.counts.changed for table in second.tables)
    assert _keys(copy.url) == _keys(copy.warehouse.url)


@pytest.mark.check
def test_the_report_names_what_is_planted(copy: Copy) -> None:
    outcome = copy.sync()
    with copy.warehouse.connect() as connection:
        report = connection.execute(
            'select "check", "table", count, sample_keys from ops.data_quality where run = %s', [outcome.run]
        ).fetchall()
    clean = {(check, table) for check, table, count, _ in report if count == 0 and check != "extra_columns"}
    assert {found for found in clean if found[0] not in FORBIDDEN_BY_PRODUCTION} == NOT_PLANTED
    drift = {(check, table): keys for check, table, _, keys in report if check.startswith("extra")}
    assert drift["extra_tables", "classwaves"] == ["schema_migrations", "teachers", "transcripts"]
    assert drift["extra_columns", "participants"] == ["display_name", "device"]


def _keys(url: str) -> dict[str, list[tuple[str]]]:
    with psycopg.connect(url) as connection:
        return {
            table.name: connection.execute(f"select id from classwaves.{table.name} order by id".encode()).fetchall()
            for table in CLASSWAVES.copied_tables
        }
