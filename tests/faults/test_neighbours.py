"""Whatever else lives in the databases: it is neither read nor touched, and does not slow a sync down."""

import pytest

from tests.factories import HIJRAH, Connection, circle, met, rows
from tests.faults.conftest import Sync
from tests.faults.organisation import student
from tests.faults.pair import Pair
from tests.sync.reading import ago, changed

TABLES = 100


@pytest.fixture(autouse=True)
def organisation(production: Connection) -> None:
    circle(production, "g", HIJRAH)
    met(production, "g", ago(3), by="ana")
    student(production, "s")
    student(production, "seen lately", updated=ago())


def settle(connection: Connection) -> None:
    """A schema of somebody else's with a hundred tables: some bear our names, others are locked, foreign or broken."""
    connection.execute(
        f"""create schema neighbour;
        do $$ begin
            for number in 1..{TABLES - 4} loop
                execute format('create table neighbour.table_%s (id text primary key, "updatedAt" timestamp)', number);
                execute format('insert into neighbour.table_%s values (''theirs'', now())', number);
            end loop;
        end $$;
        create table neighbour."User" (id integer primary key, "updatedAt" date, secret text);
        insert into neighbour."User" values (1, now(), 'theirs');
        create table neighbour.students (id integer);
        create table neighbour.pg_class (id integer);
        create table neighbour.hashtextextended (id integer);
        create function neighbour.hashtextextended(text, bigint) returns bigint language sql as 'select 1 / 0';
        create function neighbour.now() returns timestamptz language sql as 'select ''1999-01-01''::timestamptz'"""
    )
    name = connection.info.dbname
    connection.execute(f"alter database {name} set search_path = neighbour, public, pg_catalog".encode())


def test_a_hundred_tables_beside_ours_in_the_source(pair: Pair, sync: Sync, production: Connection) -> None:
    """Forces names with their schemas: tables and functions called like ours come first in the source's search path."""
    settle(production)
    assert sync("ngeshare", "academy").status == "succeeded"
    assert pair.differences("ngeshare", "academy") == {}
    production.execute("""delete from public."UserHangoutGroup" where "userId" = 'ana'""")
    production.execute("""update academy.students set full_name = 'raw' where id = 's'""")
    assert changed(sync("ngeshare", "academy")) == {"UserHangoutGroup": 1}
    pair.verify("ngeshare", "academy")
    assert pair.differences("ngeshare", "academy") == {}


def test_a_hundred_tables_beside_ours_in_the_warehouse(
    pair: Pair, sync: Sync, production: Connection, replica: Connection
) -> None:
    """Forces the same in a database that we share: no row of theirs is written, and nothing of ours goes to them."""
    settle(replica)
    before = _theirs(replica)
    assert sync("ngeshare", "academy").status == "succeeded"
    met(production, "g", ago(2), by="budi")
    production.execute("""update academy.students set full_name = 'raw' where id = 's'""")
    assert changed(sync("ngeshare", "academy")) == {"UserHangoutGroupAttendance": 1}
    pair.verify("ngeshare", "academy")
    assert pair.differences("ngeshare", "academy") == {}
    assert pair.stale_facts() == {}
    assert _theirs(replica) == before


def _theirs(replica: Connection) -> list[tuple[object, ...]]:
    """What the server has counted on the neighbour's tables, reads included."""
    replica.execute("select pg_stat_force_next_flush()")
    return rows(
        replica,
        "select relname, n_tup_ins, n_tup_upd, n_tup_del, seq_scan, idx_scan from pg_stat_user_tables "
        "where schemaname = 'neighbour' order by 1",
    )


def test_a_hundred_more_tables_and_columns_among_ours(
    pair: Pair, sync: Sync, production: Connection, replica: Connection
) -> None:
    """Forces promise 7 in masses: they are counted, five of each are named, none is read."""
    production.execute(
        f"""do $$ begin
            for number in 1..{TABLES} loop
                execute format('create table public.extra_%s (id text)', number);
                execute format('alter table public."User" add column extra_%s text default ''x''', number);
            end loop;
        end $$"""
    )
    outcome = sync()
    assert (outcome.status, pair.differences()) == ("succeeded", {})
    found = rows(
        replica,
        """select "check", count > 100, cardinality(sample_keys) from ops.data_quality
        where source = 'ngeshare' and "check" like 'extra%' and "table" in ('User', 'public') order by 1""",
    )
    assert found == [("extra_columns", True, 5), ("extra_tables", True, 5)]


def test_a_lock_on_a_table_that_nobody_copies_holds_nothing_up(pair: Pair, sync: Sync, production: Connection) -> None:
    """Forces extra tables to be left alone entirely: somebody rebuilds one while we sync."""
    with production.transaction(force_rollback=True):
        production.execute('lock table "Order", "CircleProfile" in access exclusive mode')
        assert sync().status == "succeeded"
    assert pair.differences() == {}
