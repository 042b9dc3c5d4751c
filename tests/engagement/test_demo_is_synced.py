"""The simulated study centre reaches the warehouse whole, again after it lived on; the report names what is planted."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest

from db.warehouse import Warehouse
from sources import demo
from sync.endpoints.connected import ConnectedSource
from sync.run.every_source import Outcome, run_sync
from sync.run.request import Request
from sync.specifications import source_named
from tests.conftest import Database

ONLY = ["academy"]
AS_OF = datetime.now(UTC) - timedelta(days=40)
NEVER_PLANTED = {
    ("students", "missing_updated_at"),
    ("check_ins", "missing_updated_at"),
    ("check_ins", "orphan_student"),
}
COPIED = {
    "students": "id, full_name, level, created_at, updated_at, deleted_at",
    "check_ins": "id, student_id, checked_in_at, checked_out_at, updated_at",
}


@dataclass
class Copy:
    """The study centre, its replica, and a way to bring one to the other."""

    url: str
    warehouse: Warehouse

    def sync(self) -> Outcome:
        return run_sync(self.warehouse, Request((ConnectedSource(source_named("academy"), self.url),), "test"))

    def differing(self) -> list[str]:
        return [table for table in COPIED if _rows(self.url, table) != _rows(self.warehouse.url, table)]


@pytest.fixture
def copy(empty_database: Database, warehouse_18: Warehouse) -> Copy:
    demo.fill(empty_database.url, scale=0.5, as_of=AS_OF, sources=ONLY)
    return Copy(empty_database.url, warehouse_18)


def test_the_demo_is_copied_whole_and_again_after_it_lived_on(copy: Copy) -> None:
    first = copy.sync()
    assert (first.status, first.messages, copy.differing()) == ("succeeded", [], [])
    report_names_what_is_planted(copy, first.run)
    demo.live_on(copy.url, AS_OF + timedelta(days=30), sources=ONLY)
    second = copy.sync()
    assert (second.status, second.messages, copy.differing()) == ("succeeded", [], [])
    assert all(table.counts.deleted for table in second.tables if table.table == "check_ins")
    third = copy.sync()
    assert (third.status, sum(table.counts.changed for table in third.tables)) == ("succeeded", 0)


def report_names_what_is_planted(copy: Copy, run: int) -> None:
    with copy.warehouse.connect() as connection:
        report = connection.execute(
            'select "table", "check", count, sample_keys from ops.data_quality where run = %s', [run]
        ).fetchall()
    assert {(table, check) for table, check, count, _ in report if count == 0} == NEVER_PLANTED
    ignored = {(table, check): keys for table, check, _, keys in report if check.startswith("extra")}
    assert ignored["academy", "extra_tables"] == ["branches", "kiosks", "level_exams"]
    assert "last_seen_at" in ignored["students", "extra_columns"]


def _rows(url: str, table: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(url, options="-c timezone=UTC") as connection:
        return connection.execute(f"select {COPIED[table]} from academy.{table} order by id".encode()).fetchall()
