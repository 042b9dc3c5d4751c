"""A filled warehouse of any earlier version becomes one of today: each dump is what that version's sync had filled."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from psycopg import sql

from db import migrations
from db.domains import DOMAINS
from db.migrate import migrate
from db.schemas import RAW_SCHEMAS
from db.warehouse import Warehouse
from sync.compare.facts import WHEN_COMPUTED, compare_facts
from sync.specifications import SOURCES
from tests.conftest import Server
from tests.db.content import Columns, Content, columns_of, content_of
from tests.db.shape import shape
from tests.db.store_dump import DUMPS, applied_by, restore, restore_version
from tests.factories import Connection, rows


@dataclass(frozen=True)
class Upgraded:
    """A warehouse that was restored and upgraded, its columns and rows from before, and one created today."""

    warehouse: Warehouse
    columns: Columns
    before: Content
    created_today: Warehouse
    server: Server


NEWEST_EDITED, LAST_OF_ALEMBIC = 12, 18
"""Files up to the first were edited after warehouses had applied them; Alembic upgraded warehouses up to the second."""


def version_of(dump: Path | int) -> str:
    return f"{dump:04}" if isinstance(dump, int) else dump.name.partition(".")[0]


BETWEEN = sorted(set(range(NEWEST_EDITED + 1, LAST_OF_ALEMBIC)) - {applied_by(dump) for dump in DUMPS})
"""Versions that no dump holds: later files were never edited, so that they make such a warehouse of an older one."""


OFTEN = {DUMPS[0], *DUMPS[::3], DUMPS[-1]}
"""The oldest and the newest, and some between; all of them in `make check`."""


@pytest.fixture(
    scope="module",
    params=[dump if dump in OFTEN else pytest.param(dump, marks=pytest.mark.check) for dump in (*DUMPS, *BETWEEN)],
    ids=version_of,
)
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
        if ("ops", "retention") in columns:
            # A setting, not a record: 0028 keeps details for 90 days.
            columns["ops", "retention"].remove("keep_days")
        before = content_of(connection, columns)
    migrate(warehouse)
    yield Upgraded(warehouse, columns, before, Warehouse(server.database_url("atalaya_template")), server)
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


def test_each_of_its_runs_has_the_totals_of_its_details(upgraded: Upgraded) -> None:
    totals = "run, tables, tables_validated, {0}rows_read, {0}rows_changed, {0}bytes, errors, validated_sources"
    with upgraded.warehouse.connect() as connection:
        kept = rows(
            connection, f"select {totals.format('total_')} from ops.sync_run where status <> 'running' order by run"
        )
        assert kept == rows(connection, f"select {totals.format('')} from ops.run_totals order by run")
        assert any(run[1] for run in kept)


def test_it_keeps_no_line_twice(upgraded: Upgraded) -> None:
    with upgraded.warehouse.connect() as connection:
        for table in ("sync_line", "quality_line", "quality_report"):
            [(lines, different)] = rows(
                connection,
                f"select count(*), count(distinct to_jsonb(kept) - 'line' - 'report') from ops.{table} as kept",
            )
            assert lines == different, table


def test_its_facts_are_those_of_its_rows(upgraded: Upgraded) -> None:
    with upgraded.warehouse.connect() as connection:
        assert rows(connection, "select count(*) from ops.pending_change") == [(0,)]
        facts = [fact for domain in DOMAINS for fact in compare_facts(connection, domain, repair=False)]
    assert {fact.name: fact.sample_keys for fact in facts if fact.differing} == {}
    assert sum(fact.rows for fact in facts) > 0


def test_every_view_shows_what_it_shows_of_the_same_rows_in_a_new_one(upgraded: Upgraded) -> None:
    name = upgraded.server.create("atalaya_template")
    with upgraded.warehouse.connect() as old, Warehouse(upgraded.server.database_url(name)).connect() as new:
        copy_rows(old, new)
        for domain in DOMAINS:
            new.execute(f"select {domain.rebuild}()".encode())
        take_over_numbers(old, new)
        moment = last_sync(old)
        old.execute("select analytics.catch_up()")
        shown = []
        for connection in (old, new):
            connection.execute("select set_config('atalaya.as_of', %s, false)", [moment])
            connection.execute("select kpi.refresh_views('test', false)")
            shown.append(shown_by(connection))
    upgraded.server.drop(name)
    assert {view: only_one(rows_before, shown[1][view]) for view, rows_before in shown[0].items()} == {
        view: (set(), set()) for view in shown[0]
    }
    filled = [view for view, its_rows in shown[0].items() if its_rows]
    brought = {schema for schema, table in upgraded.before if upgraded.before[schema, table]}
    for domain in DOMAINS:
        assert domain.raw_schema not in brought or sum(schema == domain.derived_schema for schema, _ in filled) > 5


def last_sync(connection: Connection) -> str:
    """A day that all views have something to say of."""
    [(moment,)] = rows(connection, "select max(started_at)::text from ops.sync_run")
    return str(moment)


def copy_rows(old: Connection, new: Connection) -> None:
    for source in SOURCES:
        for table in source.tables:
            whole = sql.Identifier(source.schema, table.name)
            with (
                old.cursor().copy(sql.SQL("copy {} to stdout").format(whole)) as taken,
                new.cursor().copy(sql.SQL("copy {} from stdin").format(whole)) as given,
            ):
                for part in taken:
                    given.write(part)


def take_over_numbers(old: Connection, new: Connection) -> None:
    """Activities are numbered at random: the same one gets the same number."""
    new.execute("create temporary table numbered (id uuid, source_id uuid, source_event text, source_table text)")
    with new.cursor().copy("copy numbered (id, source_id, source_event, source_table) from stdin") as given:
        for activity in rows(
            old, "select id, source_id, source_event, source_table from timeline.student_activity_timeline"
        ):
            given.write_row(activity)
    new.execute(
        "update timeline.student_activity_timeline as activity set id = numbered.id from numbered "
        "where (activity.source_id, activity.source_event, activity.source_table) "
        "= (numbered.source_id, numbered.source_event, numbered.source_table)"
    )


def shown_by(connection: Connection) -> Content:
    """The rows of every relation made of the sources, without when they were computed."""
    relations = rows(
        connection,
        f"""
        select relnamespace::regnamespace::text, relname::text, array_agg(attname::text order by attnum)
        from pg_class
        inner join pg_attribute on attrelid = pg_class.oid and attnum > 0 and not attisdropped
        where relkind in ('r', 'm', 'v') and relnamespace::regnamespace::text in
            ({", ".join(f"'{domain.derived_schema}'" for domain in DOMAINS)})
            and attname <> all ('{{{", ".join(WHEN_COMPUTED | {"closed_at", "calculated_at"})}}}')
            and (relname, attname) <> ('dashboard_metrics_hourly', 'created_at')
            -- It tells of syncs, of which the new one had none.
            and relname <> 'health_of_numbers'
        group by 1, 2
        """,
    )
    return content_of(connection, {(schema, relation): names for schema, relation, names in relations})


def only_one(before: set[str], after: set[str]) -> tuple[set[str], set[str]]:
    """Up to three rows of each that the other lacks."""
    return set(sorted(before - after)[:3]), set(sorted(after - before)[:3])
