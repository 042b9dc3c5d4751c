"""Which tables lie on a cluster's nodes, by which keys, who may reach them, and that one server knows nothing of it."""

import os
import re
from pathlib import Path

import pytest
from psycopg import sql

from db.domains import DOMAINS
from db.migrate import migrate
from db.placement import PLACEMENT, Distributed
from db.settings import PROJECT
from db.warehouse import OWNER, READER, SYNC, Warehouse
from sources.imports.database import MAPPER
from tests.citus import URL_SETTING, Cluster
from tests.db.shape import shape
from tests.factories import rows

EVERY_TABLE = pytest.mark.parametrize("wanted", PLACEMENT, ids=lambda wanted: wanted.table)

CALLS = re.compile(r"\bcitus[._]|\bpg_dist_|\bcreate_(?:distributed|reference)_")
PROGRAM = ("analytics", "commands", "db", "pages", "sources", "sql", "sync")

KEYS = """
    select conname::text, pg_get_constraintdef(oid)
    from pg_constraint
    where conrelid = %s::regclass and contype in ('p', 'u')
"""


def test_only_the_placement_calls_citus() -> None:
    calling = {
        path.relative_to(PROJECT)
        for home in PROGRAM
        for path in (PROJECT / home).rglob("*")
        if path.suffix in {".py", ".sql"} and CALLS.search(path.read_text(encoding="utf-8"))
    }
    assert calling == {Path("db/placement.sql")}


@EVERY_TABLE
def test_a_spread_table_is_one_of_facts_and_each_of_its_keys_holds_where_a_row_lies(wanted: Distributed) -> None:
    assert wanted.table.partition(".")[0] in {domain.derived_schema for domain in DOMAINS}
    assert all(re.search(rf"\b{wanted.column}\b", key.spread) for key in wanted.keys)


@pytest.mark.each_server
@EVERY_TABLE
def test_one_server_has_the_contracts_keys(warehouse: Warehouse, wanted: Distributed) -> None:
    with warehouse.connect() as connection:
        found = dict(connection.execute(KEYS, [wanted.table]).fetchall())
        assert found == {key.name: key.alone for key in wanted.keys}
        may_log_in = rows(connection, "select rolname from pg_roles where rolname like 'atalaya%' and rolcanlogin")
        # Where imports are on the same server, their role logs in.
        assert {name for (name,) in may_log_in} <= {MAPPER}


def test_what_comes_from_a_cluster_gets_the_keys_of_one_server(warehouse: Warehouse) -> None:
    with warehouse.connect() as connection:
        before = shape(connection)
        for wanted in PLACEMENT:
            for key in wanted.keys:
                connection.execute(
                    sql.SQL("alter table {0} drop constraint {1}, add constraint {1} {2}").format(
                        sql.Identifier(*wanted.table.split(".")), sql.Identifier(key.name), sql.SQL(key.spread)
                    )
                )
        assert shape(connection) != before
        migrate(warehouse)
        assert shape(connection) == before


@EVERY_TABLE
def test_a_cluster_spreads_the_table_by_its_column(spread: Warehouse, wanted: Distributed) -> None:
    with spread.connect() as connection:
        found = "select distribution_column from citus_tables where table_name = %s::regclass"
        assert connection.execute(found, [wanted.table]).fetchall() == [(wanted.column,)]
        assert dict(connection.execute(KEYS, [wanted.table]).fetchall()) == {
            key.name: key.spread for key in wanted.keys
        }


def test_a_cluster_spreads_nothing_else(spread: Warehouse) -> None:
    with spread.connect() as connection:
        spread_tables = rows(connection, "select table_name::text from citus_tables")
        assert sorted(name for (name,) in spread_tables) == [
            found
            for (found,) in rows(
                connection,
                "select name::regclass::text from unnest(array[{}]) as name order by 1".format(
                    ", ".join(f"'{wanted.table}'" for wanted in PLACEMENT)
                ),
            )
        ]


def test_each_role_reaches_the_nodes_with_a_password_of_its_own(cluster: Cluster, spread: Warehouse) -> None:
    with spread.connect() as connection:
        if URL_SETTING not in os.environ:
            passwords = dict(connection.execute("select rolename::text, authinfo from pg_dist_authinfo").fetchall())
            assert set(passwords) == {OWNER, SYNC, READER}
            assert len(set(passwords.values())) == len(passwords)
            encrypted = rows(connection, "select left(rolpassword, 14) from pg_authid where rolname like 'atalaya%'")
            assert set(encrypted) == {("SCRAM-SHA-256$",)}
        before = rows(connection, "select rolname, rolpassword from pg_authid where rolname like 'atalaya%'")
    # A second warehouse on the same nodes leaves the roles as they are.
    another = Warehouse(cluster.create(like=spread.url))
    migrate(another)
    migrate(another)
    with another.connect() as connection:
        assert rows(connection, "select rolname, rolpassword from pg_authid where rolname like 'atalaya%'") == before
        for role in (OWNER, SYNC, READER):
            connection.execute(f"set role {role}".encode())
            assert rows(connection, "select count(*) from timeline.student_activity_timeline") == [(0,)]
