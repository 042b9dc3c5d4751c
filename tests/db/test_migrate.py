"""Creating and upgrading a warehouse: repeatable, the same from every start, and careful with what is not ours."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import psycopg
import pytest

from db import derived, migrate, migrations
from db.errors import MigrationError
from db.warehouse import OWNER, READER, SYNC, Warehouse
from tests.conftest import Database, Server
from tests.factories import Connection, rows
from tests.postgres_servers import as_user

# Another server may build other objects of the same file.
pytestmark = pytest.mark.each_server

OWNERS_ROLES = (OWNER, SYNC, READER)
EVERYTHING = """
    select relnamespace::regnamespace::text, relname, relkind::text, coalesce(attname, ''),
        coalesce(format_type(atttypid, atttypmod), ''), coalesce(attnotnull, false), pg_get_userbyid(relowner),
        relacl::text, case when relkind = 'v' then pg_get_viewdef(pg_class.oid) end
    from pg_class
    left join pg_attribute on attrelid = pg_class.oid and attnum > 0 and not attisdropped
    where relnamespace::regnamespace::text = any (array['public', 'ngeshare', 'ops'])
    order by 1, 2, attnum
"""


@pytest.fixture
def fresh(server: Server) -> Database:
    """An empty database on each server in turn."""
    return Database(server.database_url(server.create("template1")))


def test_a_fresh_database_becomes_a_warehouse(fresh: Database) -> None:
    migrate.migrate(Warehouse(fresh.url))
    with fresh.connect() as connection:
        assert rows(connection, "select count(*) from v_group_status, sync_log") == [(0,)]


def test_repeating_it_changes_nothing_and_is_fast(warehouse: Warehouse) -> None:
    with warehouse.connect() as connection:
        identities = "select oid from pg_class where relnamespace = 'ngeshare'::regnamespace order by oid"
        migrate.migrate(warehouse)
        before = rows(connection, identities)
        # The processor's time: the wall's is that of whoever shares the machine, too.
        began = time.process_time()
        migrate.migrate(warehouse)
        assert time.process_time() - began < 1
        assert rows(connection, identities) == before


def test_changed_files_give_the_same_as_a_fresh_start(warehouse: Warehouse) -> None:
    with warehouse.connect() as connection:
        before = rows(connection, EVERYTHING)
        connection.execute("update ops.derived_state set fingerprint = 'older'")
        migrate.migrate(warehouse)
        assert rows(connection, EVERYTHING) == before


def test_processes_that_start_together_take_turns(new_database: Callable[[], Database]) -> None:
    database = new_database()
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda _: migrate.migrate(Warehouse(database.url)), range(3)))
    with database.connect() as connection:
        assert rows(connection, "select number from ops.migration order by 1") == [
            (migration.number,) for migration in migrations.known()
        ]


@pytest.mark.parametrize(
    "statement",
    [
        'insert into "User" (id) values (1)',
        'delete from "User"',
        "update ops.data_version set version = 9",
        "create table public.mine (id int)",
        "drop view ngeshare.v_group_status",
    ],
)
def test_the_reader_cannot_write(warehouse: Warehouse, statement: str) -> None:
    with warehouse.connect(READER) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement.encode())


@pytest.mark.parametrize("relation", ["v_group_status", "sync_log", '"User"', "ngeshare.group_meetings"])
def test_the_reader_reads_everything_without_a_schema(warehouse: Warehouse, relation: str) -> None:
    with warehouse.connect(READER) as connection:
        assert rows(connection, f"select count(*) from {relation}") == [(0,)]


@pytest.mark.parametrize(
    "statement",
    ['drop table "User" cascade', 'alter table "User" add column x int', "create table public.mine (id int)"],
)
def test_the_sync_cannot_change_tables(warehouse: Warehouse, statement: str) -> None:
    with warehouse.connect(SYNC) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement.encode())


def test_the_sync_writes_rows_and_facts(warehouse: Warehouse) -> None:
    with warehouse.connect(SYNC) as connection:
        connection.execute("""insert into "User" (id, "updatedAt") values ('a', now())""")
        connection.execute("select ngeshare.rebuild_facts()")
        assert rows(connection, 'select id from "User"') == [("a",)]


def test_tables_of_somebody_else_stay_as_they_are(empty_database: Database) -> None:
    with empty_database.connect() as connection:
        connection.execute("create table public.theirs (id int); insert into public.theirs values (1)")
        acl = "select relacl, pg_get_userbyid(relowner) from pg_class where relname = 'theirs'"
        before = rows(connection, acl)
        migrate.migrate(Warehouse(empty_database.url))
        assert (rows(connection, acl), rows(connection, "select id from theirs")) == (before, [(1,)])


def test_a_source_cannot_be_its_own_warehouse(empty_database: Database) -> None:
    with empty_database.connect() as connection:
        connection.execute('create table public."User" (id text)')
        with pytest.raises(MigrationError, match=r"already holds a table .* Point ATALAYA_WAREHOUSE_URL at an empty"):
            migrate.migrate(Warehouse(empty_database.url))
        assert rows(connection, 'select count(*) from "User"') == [(0,)]


def test_a_view_that_somebody_built_on_ours_is_named_and_stays(warehouse_18: Warehouse) -> None:
    with warehouse_18.connect() as connection:
        connection.execute("create view public.theirs as select * from ngeshare.v_group_status")
        connection.execute("update ops.derived_state set fingerprint = 'older'")
        with pytest.raises(MigrationError, match=r"Something of yours .*view theirs depends on"):
            migrate.migrate(warehouse_18)
        assert rows(connection, "select count(*) from theirs") == [(0,)]


def test_a_server_that_is_too_old_is_refused(warehouse_18: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrate, "OLDEST_SERVER", 990000)
    with pytest.raises(MigrationError, match=r"runs PostgreSQL 18; Atalaya needs 15 or newer. Upgrade the server"):
        migrate.migrate(warehouse_18)


def test_a_user_without_rights_learns_what_to_grant(warehouse_18: Warehouse, empty_database: Database) -> None:
    with empty_database.connect() as connection:
        connection.execute("create role weak login")
        with pytest.raises(MigrationError, match=f"owner of the database with CREATEROLE, .*{OWNER}"):
            migrate.migrate(Warehouse(as_user(empty_database.url, "weak")))
        connection.execute("drop role weak")


@pytest.fixture
def owned(server: Server) -> Iterator[Warehouse]:
    """An empty database on each server whose roles are not there yet, as a managed Postgres gives it.

    Its owner may create roles and is no superuser.
    """
    name = server.create("template1")
    with psycopg.connect(server.url, autocommit=True) as connection:
        for role in OWNERS_ROLES:
            connection.execute(f"alter role {role} rename to {role}_set_aside")
        connection.execute(f"create role manager login createrole; alter database {name} owner to manager")
    yield Warehouse(as_user(server.database_url(name), "manager"))
    server.drop(name)
    with psycopg.connect(server.url, autocommit=True) as connection:
        for role in OWNERS_ROLES:
            connection.execute(f"drop role if exists {role}")
            connection.execute(f"alter role {role}_set_aside rename to {role}")
        connection.execute("drop role manager")


def test_an_owner_who_is_no_superuser_makes_the_warehouse_and_uses_it(owned: Warehouse) -> None:
    """Since PostgreSQL 16 who creates a role may not become it without granting it to himself."""
    migrate.migrate(owned)
    migrate.migrate(owned)
    for role in (None, *OWNERS_ROLES):
        with owned.connect(role) as connection:
            assert rows(connection, "select count(*) from v_group_status") == [(0,)]
    with owned.connect() as connection:
        migrations.refuse_other(connection)


_TODAYS = """
    select distinct day
    from unnest(array[ngeshare.today(), mgmt.today(), kpi.today(), analytics.today(), timeline.today()]) as today (day)
"""


def as_of(connection: Connection, setting: str) -> str:
    connection.execute("select set_config('atalaya.as_of', %s, false)", [setting])
    [(moment,)] = rows(connection, "select to_char(ops.as_of() at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS')")
    return str(moment)


@pytest.mark.parametrize("zone", ["UTC", "Asia/Jakarta"])
def test_the_clock_takes_moments_with_and_without_an_offset(warehouse: Warehouse, zone: str) -> None:
    with warehouse.connect() as connection:
        connection.execute(f"set timezone = '{zone}'; set datestyle = 'SQL, DMY'")
        assert as_of(connection, "2026-06-15") == "2026-06-16 00:00:00"
        assert rows(connection, _TODAYS) == [(date(2026, 6, 15),)]
        assert as_of(connection, "2026-06-15 05:00:00") == "2026-06-15 05:00:00"
        assert as_of(connection, "2026-06-15 05:00:00+07") == "2026-06-14 22:00:00"


def test_an_unset_clock_is_now(warehouse: Warehouse) -> None:
    with warehouse.connect() as connection, connection.transaction():
        assert rows(connection, "select ops.as_of() = now()") == [(True,)]
        connection.execute("set local atalaya.as_of = ''")
        assert rows(connection, "select ops.as_of() = now()") == [(True,)]


def test_the_derived_objects_are_those_of_the_files(warehouse: Warehouse) -> None:
    with warehouse.connect() as connection:
        found = rows(connection, "select identity from ops.derived_object order by position")
    assert [identity for (identity,) in found] == [
        wanted.identity for wanted in derived.derived_objects() if not wanted.is_kept
    ]


def test_a_source_that_the_warehouse_has_not_met_gets_a_room_and_an_age_and_a_chosen_age_stays(
    warehouse_18: Warehouse,
) -> None:
    ages = (
        "select source, extract(hour from warn_after)::int from ops.freshness_threshold "
        "where source in ('academy', 'teloo') order by source"
    )
    with warehouse_18.connect() as connection:
        connection.execute(
            "drop schema incoming_academy, incoming_teloo; "
            "delete from ops.freshness_threshold where source = 'academy'; "
            "update ops.freshness_threshold set warn_after = '1 hour' where source = 'teloo'"
        )
        migrate.migrate(warehouse_18)
        assert rows(connection, ages) == [("academy", 26), ("teloo", 1)]
        said = rows(connection, "select obj_description('incoming_academy'::regnamespace, 'pg_namespace')")
        assert said == [("First load of academy, unseen by readers until it is whole; else empty.",)]
        assert rows(connection, "select has_schema_privilege('atalaya_sync', 'incoming_teloo', 'usage')") == [(True,)]
        connection.execute("delete from ops.freshness_threshold where source = 'academy'")
        migrate.migrate(warehouse_18)
        assert rows(connection, ages) == [("teloo", 1)]
