"""A filled warehouse of any earlier version becomes one of today: each dump is what that version's sync had filled."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from db import migrations
from db.domains import DOMAINS
from db.migrate import migrate
from db.schemas import RAW_SCHEMAS
from db.warehouse import Warehouse
from sync.compare.facts import compare_facts
from tests.conftest import Server
from tests.db.content import Columns, Content, columns_of, content_of
from tests.db.shape import shape
from tests.db.store_dump import DUMPS, applied_by, restore, restore_version
from tests.factories import rows


@dataclass(frozen=True)
class Upgraded:
    """A warehouse that was restored and upgraded, its columns and rows from before, and one created today."""

    warehouse: Warehouse
    columns: Columns
    before: Content
    created_today: Warehouse


NEWEST_EDITED, LAST_OF_ALEMBIC = 12, 18
"""Files up to the first were edited after warehouses had applied them; Alembic upgraded warehouses up to the second."""


def version_of(dump: Path | int) -> str:
    return f"{dump:04}" if isinstance(dump, int) else dump.name.partition(".")[0]


BETWEEN = sorted(set(range(NEWEST_EDITED + 1, LAST_OF_ALEMBIC)) - {applied_by(dump) for dump in DUMPS})
"""Versions that no dump holds: later files were never edited, so that they make such a warehouse of an older one."""


@pytest.fixture(scope="module", params=[*DUMPS, *BETWEEN], ids=version_of)
def upgraded(request: pytest.FixtureRequest) -> Iterator[Upgraded]:
    """Every stored warehouse, and those between; PostgreSQL 15 and 18 take turns."""
    server: Server = request.getfixturevalue(("postgres_15", "postgres_18")[request.param_index % 2])
    name = server.create("template0")
    warehouse = Warehouse(server.database_url(name))
    if isinstance(request.param, int):
        restore_version(request.param, warehouse.url)
    else:
        restore(request.param, warehouse.url)
    with warehouse.connect() as connection:
        columns = columns_of(connection, (*RAW_SCHEMAS, "ops"))
        before = content_of(connection, columns)
    migrate(warehouse)
    yield Upgraded(warehouse, columns, before, Warehouse(server.database_url("atalaya_template")))
    server.drop(name)


def test_it_becomes_what_a_new_one_is(upgraded: Upgraded) -> None:
    with upgraded.warehouse.connect() as connection, upgraded.created_today.connect() as created_today:
        assert shape(connection) == shape(created_today)


def test_it_lists_all_that_it_has_applied(upgraded: Upgraded) -> None:
    with upgraded.warehouse.connect() as connection:
        assert rows(connection, "select name from ops.migration order by number") == [
            (migration.name,) for migration in migrations.known()
        ]
        assert rows(connection, "select to_regclass('ops.schema_version')") == [(None,)]


def test_its_rows_are_still_there(upgraded: Upgraded) -> None:
    with upgraded.warehouse.connect() as connection:
        after = content_of(connection, upgraded.columns)
    assert all(upgraded.before[schema, table] for schema, table in upgraded.columns if schema != "ops")
    assert {
        table: upgraded.before[table] - after[table] for table in after if upgraded.before[table] - after[table]
    } == {}


def test_its_facts_are_those_of_its_rows(upgraded: Upgraded) -> None:
    with upgraded.warehouse.connect() as connection:
        assert rows(connection, "select count(*) from ops.pending_change") == [(0,)]
        facts = [fact for domain in DOMAINS for fact in compare_facts(connection, domain, repair=False)]
    assert {fact.name: fact.sample_keys for fact in facts if fact.differing} == {}
    assert sum(fact.rows for fact in facts) > 0
