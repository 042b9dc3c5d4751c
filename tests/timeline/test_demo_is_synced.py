"""The simulated school reaches the warehouse whole, also after it lived on, and the report says what is wrong in it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from db.warehouse import Warehouse
from sources import demo
from sources.demo.timeline.production import COPIED_TABLES
from sync.endpoints.connected import ConnectedSource
from sync.run.every_source import Outcome, run_sync
from sync.run.request import Request
from sync.specifications import source_named
from tests.conftest import Database
from tests.thoroughness import part

AS_OF = datetime(2026, 6, 15, 16, tzinfo=UTC)
QUIET = {"courses", "course_chapters"}
SCALE = part(100, 0.1) / 100
FORBIDDEN = {("missing_updated_at", "video_progress"), ("percent_out_of_range", "video_progress")}


@dataclass
class Copy:
    """The school, its replica, and a way to bring one to the other."""

    url: str
    warehouse: Warehouse

    def sync(self) -> Outcome:
        return run_sync(self.warehouse, Request((ConnectedSource(source_named("learning"), self.url),), "test"))


@pytest.fixture
def copy(new_database: Callable[[], Database], warehouse_18: Warehouse) -> Iterator[Copy]:
    url = new_database().url
    demo.fill(url, scale=SCALE, as_of=AS_OF, sources=["learning"])
    yield Copy(url, warehouse_18)


def test_the_demo_is_copied_whole_and_again_after_it_lived_on(copy: Copy) -> None:
    first = copy.sync()
    assert (first.status, first.messages) == ("succeeded", [])
    demo.live_on(copy.url, AS_OF + timedelta(days=60), sources=["learning"])
    second = copy.sync()
    assert (second.status, second.messages) == ("succeeded", [])
    assert all(table.counts.changed for table in second.tables if table.table not in QUIET)
    assert _keys(copy.url) == _keys(copy.warehouse.url)


@pytest.mark.check
def test_the_report_names_what_is_planted(copy: Copy) -> None:
    outcome = copy.sync()
    with copy.warehouse.connect() as connection:
        report = connection.execute(
            'select "check", "table", severity, count, sample_keys from ops.data_quality where run = %s', [outcome.run]
        ).fetchall()
    clean = {(check, table) for check, table, _, count, _ in report if count == 0}
    seldom = {"impossible_date", "extra_columns"}
    assert {found for found in clean if found[0] not in seldom and "orphan" not in found[0]} == FORBIDDEN
    drift = {(check, table): keys for check, table, _, _, keys in report if check.startswith("extra")}
    assert drift["extra_tables", "learning"] == ["quizzes", "schema_migrations", "subscriptions"]
    assert "device" in drift["extra_columns", "video_progress"]


def _keys(url: str) -> dict[str, list[str]]:
    with psycopg.connect(url) as connection:
        return {
            table.name: [
                str(key) for [key] in connection.execute(f"select id from learning.{table.name} order by id".encode())
            ]
            for table in COPIED_TABLES
        }
