"""What the warehouse holds is counted as it is written, and equal to what counting every row finds."""

import threading
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from psycopg import sql

from db import facts
from db.domains import DOMAINS
from db.warehouse import Warehouse
from sync.compare import buckets
from sync.endpoints.table import Table, catalogue, replica
from sync.specifications import SOURCES, source_named
from sync.specifications.specification import SourceSpecification, TableSpecification
from sync.verify import run_verify_facts
from tests.factories import HIJRAH, Connection, circle, met, rows, user
from tests.patience import wait_for
from tests.sync.conftest import Sync
from tests.sync.reading import ago, copied, everything, of, statuses

EVERY_TABLE = [(source, table) for source in SOURCES for table in source.tables]


@pytest.fixture
def warehouse(here: Warehouse) -> Iterator[Connection]:
    """Writes into the warehouse, as anybody may: with a style of dates of its own."""
    with here.connect() as connection:
        connection.execute("set datestyle = 'German'; set timezone = 'Asia/Jakarta'")
        yield connection


def counted(connection: Connection, table: Table) -> buckets.Checksums:
    """As the fact has it."""
    return buckets._by_bucket(connection, buckets._SQL["counted_keys"].format(name=sql.Literal(table.qualified_name)))


def asked(connection: Connection, table: Table) -> buckets.Checksums:
    """As a source is asked for it, here of the warehouse's own rows, in a session as the sync's."""
    bucket = buckets._bucket(table, 0, "key")
    with connection.transaction(force_rollback=True):
        connection.execute("set local datestyle = 'ISO, YMD'; set local timezone = 'UTC'")
        return buckets._checksums(connection, table, table.identifier, bucket, "key")


@pytest.mark.parametrize(("source", "specification"), EVERY_TABLE, ids=lambda found: found.name)
def test_every_copied_table_is_counted_by_triggers_of_its_own(
    warehouse: Connection, source: SourceSpecification, specification: TableSpecification
) -> None:
    identity = f'{source.schema}."{specification.name}"'
    found = rows(
        warehouse,
        f"select tgname::text from pg_trigger where tgrelid = '{identity}'::regclass and tgname ~ '^keys_' order by 1",
    )
    assert found == [("keys_deleted",), ("keys_inserted",), ("keys_truncated",), ("keys_updated",)]


def test_a_table_is_counted_by_month_where_production_archives_it(warehouse: Connection) -> None:
    by_month = [
        (source.name, table.name)
        for source, table in EVERY_TABLE
        if "date_trunc" in rows(warehouse, f"select ops.summing_of_keys('{source.schema}.\"{table.name}\"', 'x')")[0][0]
    ]
    assert by_month == [(source.name, table.name) for source, table in EVERY_TABLE if table.window_rule]


STUDENTS = some.integers(0, 5).map(lambda number: f"s{number}")
KEYS = some.integers(0, 30).map(lambda number: f"c{number}")
MOMENTS = some.sampled_from(
    [
        "2026-01-31 23:59:59.999",
        "2026-02-01 00:00",
        "1999-12-31 12:00",
        "infinity",
        "-infinity",
        "2026-02-28 17:00",
        None,
    ]
)

ATTENDANCE = """
    insert into public."UserHangoutGroupAttendance" (id, "attendedAt", "hangoutEpisodeId", "hangoutGroupId", "userId")
    select key, %s, (select id from public."HangoutEpisode" limit 1), 'g', 'ana' from unnest(%s::text[]) as key
    on conflict (id) do update set "attendedAt" = excluded."attendedAt"
"""
STUDENT = """
    insert into academy.students (id, full_name, created_at, updated_at) values (%s, %s, now(), now())
    on conflict (id) do update set full_name = excluded.full_name
"""
WRITES = some.one_of(
    some.tuples(some.just(ATTENDANCE), some.tuples(MOMENTS, some.lists(KEYS, unique=True, max_size=9))),
    some.tuples(
        some.just('update public."UserHangoutGroupAttendance" set "attendedAt" = %s where id < %s'),
        some.tuples(MOMENTS, KEYS),
    ),
    some.tuples(
        some.just("""update public."UserHangoutGroupAttendance" set id = id || 'x' where id = %s"""), some.tuples(KEYS)
    ),
    some.tuples(some.just('delete from public."UserHangoutGroupAttendance" where id > %s'), some.tuples(KEYS)),
    some.tuples(some.just('truncate public."UserHangoutGroupAttendance"'), some.just(())),
    some.tuples(some.just(STUDENT), some.tuples(STUDENTS, KEYS)),
    some.tuples(some.just("update academy.students set full_name = %s"), some.tuples(KEYS)),
    some.tuples(some.just("delete from academy.students where id >= %s"), some.tuples(STUDENTS)),
)
"""Statements of which some are taken back again."""


@pytest.mark.each_server
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(writes=some.lists(some.tuples(WRITES, some.booleans()), max_size=15))
def test_after_any_writes_the_count_is_that_of_all_rows(
    warehouse: Connection, writes: list[tuple[tuple[str, tuple[object, ...]], bool]]
) -> None:
    with warehouse.transaction(force_rollback=True):
        circle(warehouse, "g", HIJRAH)
        met(warehouse, "g", "2026-01-05 19:00")
        for (statement, values), taken_back in writes:
            with warehouse.transaction(force_rollback=taken_back):
                warehouse.execute(statement, values)
        for name in ("academy", "ngeshare"):
            source = source_named(name)
            here = catalogue(warehouse, source)
            for specification in source.tables:
                table = replica(here, specification.name)
                assert counted(warehouse, table) == asked(warehouse, table)
            assert not facts.recount_keys(warehouse, source.domain)


def test_two_who_write_one_table_forget_nothing_of_each_other(here: Warehouse, warehouse: Connection) -> None:
    with here.connect(autocommit=False) as one, here.connect() as other:
        user(one, "ana")
        waiting = threading.Thread(target=user, args=[other, "budi"])
        waiting.start()
        wait_for(lambda: rows(warehouse, "select true from pg_locks where not granted") != [], "nobody waits")
        one.commit()
        waiting.join()
    assert rows(warehouse, "select sum(rows) from ops.key_checksum where \"table\" = 'public.User'") == [(2,)]
    assert not any(facts.recount_keys(warehouse, domain) for domain in DOMAINS)


def test_a_first_load_is_counted_and_what_leaves_is_found_by_it(
    production: Connection, replica: Connection, sync: Sync
) -> None:
    circle(production, "g", HIJRAH)
    for week in range(1, 9):
        met(production, "g", ago(400 - 7 * week), by=f"u{week}")
    sync()
    assert not any(facts.recount_keys(replica, domain) for domain in DOMAINS)
    production.execute("""delete from "UserHangoutGroup" where "userId" = 'budi'""")
    # One comes and one goes, so that their number tells nothing.
    user(production, "citra")
    production.execute("""update "User" set "updatedAt" = '2001-01-01' where id = 'citra'""")
    production.execute("""delete from "User" where id = 'budi'""")
    assert set(statuses(sync()).values()) == {"succeeded"}
    assert everything(production) == everything(replica)
    assert not any(facts.recount_keys(replica, domain) for domain in DOMAINS)


def test_rows_written_past_the_triggers_are_counted_once_the_count_disagrees(
    production: Connection, replica: Connection, sync: Sync
) -> None:
    circle(production, "g", HIJRAH)
    sync()
    with replica.transaction():
        replica.execute("set local session_replication_role = replica")
        replica.execute("""insert into "User" (id, "updatedAt") values ('nobody', now())""")
    replica.execute("""delete from "User" where id = 'nobody'""")
    outcome = sync()
    assert set(statuses(outcome).values()) == {"succeeded"}
    assert of(outcome, "User").warehouse_count == len(copied(replica, "User"))
    assert not any(facts.recount_keys(replica, domain) for domain in DOMAINS)


def test_a_table_that_nobody_counts_is_read(production: Connection, replica: Connection, sync: Sync) -> None:
    circle(production, "g", HIJRAH)
    sync()
    replica.execute("""alter table "User" disable trigger keys_inserted""")
    user(production, "citra")
    outcome = sync()
    assert (of(outcome, "User").warehouse_count, of(outcome, "User").status) == (4, "succeeded")
    assert everything(production) == everything(replica)


def test_a_count_that_is_wrong_is_found_and_mended_by_verify(
    here: Warehouse, production: Connection, replica: Connection, sync: Sync
) -> None:
    circle(production, "g", HIJRAH)
    sync()
    replica.execute("""update ops.key_checksum set checksum = checksum + 7 where "table" = 'public.User'""")
    domains = [domain for domain in DOMAINS if domain.source == "ngeshare"]
    found = run_verify_facts(here, domains)
    wrong = [table for table in found.tables if not table.is_equal]
    assert found.status != "succeeded"
    assert [(table.table, table.different > 0) for table in wrong] == [("ops.key_checksum", True)]
    assert run_verify_facts(here, domains, repair=True).status == "succeeded"
    assert run_verify_facts(here, domains).status == "succeeded"


MANY = """insert into academy.students (id, full_name, created_at, updated_at)
    select %s || number, 'Ana', now(), now() from generate_series(1, 500) as number"""


def test_a_transaction_of_many_statements_is_summed_up_at_its_end(here: Warehouse, warehouse: Connection) -> None:
    """Each statement changes hundreds of buckets, of which no version is left behind before the end."""
    with here.connect(autocommit=False) as writing:
        for name in ("a", "b", "c"):
            writing.execute(MANY, [name])
        with writing.transaction(force_rollback=True):
            writing.execute(MANY, ["taken back"])
        writing.execute("delete from academy.students where id like 'b%'")
        assert rows(writing, "select count(*) from ops.key_checksum where \"table\" = 'academy.students'") == [(0,)]
        writing.commit()
    counted_rows = "select sum(rows) from ops.key_checksum where \"table\" = 'academy.students'"
    assert rows(warehouse, counted_rows) == [(1000,)]
    assert rows(warehouse, "select count(*) from ops.key_change") == [(0,)]
    assert not any(facts.recount_keys(warehouse, domain) for domain in DOMAINS)


def test_what_waits_for_the_end_is_forgotten_with_a_truncated_table_and_by_a_recount(
    here: Warehouse, warehouse: Connection
) -> None:
    with here.connect(autocommit=False) as writing:
        writing.execute(MANY, ["a"])
        writing.execute("truncate academy.students cascade")
        writing.execute(MANY, ["b"])
        writing.execute("select ops.recount_keys('academy')")
        writing.execute(MANY, ["c"])
        writing.commit()
    assert not any(facts.recount_keys(warehouse, domain) for domain in DOMAINS)
    assert rows(warehouse, "select sum(rows) from ops.key_checksum where \"table\" = 'academy.students'") == [(1000,)]
