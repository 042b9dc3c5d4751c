"""A warehouse that was restored as it was days ago follows production again: the next sync makes it as a new one."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from db.backup import write_backup
from db.migrate import migrate
from db.restore import restore
from db.schemas import DERIVED_SCHEMAS, RAW_SCHEMAS
from db.warehouse import Warehouse
from sources import demo
from sync.compare.facts import WHEN_COMPUTED
from sync.endpoints.connected import ConnectedSource
from sync.run.every_source import Outcome, run_sync
from sync.run.request import Request
from sync.specifications import SOURCES
from tests.conftest import Database
from tests.db.content import Content, columns_of, content_of

WHEN_WRITTEN = WHEN_COMPUTED | {"closed_at", "id", "calculated_at", "created_at", "change"}
"""Columns of facts that a first load writes in its own words: when, and under which number."""


REMEMBERED = {"activity_date", "video_timestamp_seconds", "goal_id"}
"""Columns in which every warehouse remembers what production overwrote, such as where in a video a student once was."""


def sync(warehouse: Warehouse, production: str) -> Outcome:
    return run_sync(warehouse, Request(tuple(ConnectedSource(source, production) for source in SOURCES), "test"))


def content(warehouse: Warehouse, *but: set[str]) -> Content:
    with warehouse.connect() as connection:
        raw = columns_of(connection, RAW_SCHEMAS)
        facts = columns_of(connection, DERIVED_SCHEMAS)
        computed = {
            table: [name for name in names if name not in WHEN_WRITTEN.union(*but)] for table, names in facts.items()
        }
        return content_of(connection, {**raw, **computed})


@pytest.mark.check
def test_the_next_sync_makes_it_equal_to_a_first_load(
    warehouse_18: Warehouse, new_database: Callable[[], Database], tmp_path: Path
) -> None:
    production = new_database().url
    now = datetime.now(UTC)
    demo.fill(production, scale=0.02, as_of=now - timedelta(days=2))
    assert sync(warehouse_18, production).status == "succeeded"
    write_backup(warehouse_18, tmp_path / "two days ago")

    demo.live_on(production, now)
    with psycopg.connect(production) as connection:
        connection.execute(
            'delete from "UserHangoutGroupAttendance" where id in (select max(id) from "UserHangoutGroupAttendance")'
        )
        connection.execute("delete from academy.check_ins where id in (select id from academy.check_ins limit 5)")
    sync(warehouse_18, production)

    here, new = Warehouse(new_database().url), Warehouse(new_database().url)
    restore(here, tmp_path / "two days ago")
    before = content(here)
    assert sync(here, production).status == "succeeded"
    migrate(new)
    assert sync(new, production).status == "succeeded"
    assert differing(content(here, REMEMBERED), content(new, REMEMBERED)) == set()
    assert differing(content(here), content(warehouse_18)) == set()
    assert len(differing(before, content(warehouse_18))) > 20


def differing(one: Content, other: Content) -> set[tuple[str, str]]:
    return {table for table in one.keys() | other.keys() if one[table] != other[table]}
