"""Rows that no key tells apart: none of them loads, all wait in quarantine, the rest loads, nothing is rewritten."""

import re
from collections.abc import Callable

import psycopg
import pytest

from db.warehouse import Warehouse
from sources import demo
from sync.specifications import SOURCES
from sync.specifications.specification import SourceSpecification
from tests.conftest import Database
from tests.factories import Connection, rows
from tests.faults.conftest import NewPair, Sync
from tests.faults.organisation import LONG_AGO, check_in, student
from tests.faults.pair import Pair
from tests.thoroughness import variants

WAITING = 'select "table", key, sqlstate from ops.sync_rejects order by "table", key nulls first, reject'
STUDENTS = "select id, full_name from academy.students order by id"
CHECK_INS = "select id from academy.check_ins order by id"
TWINS = [("students", "twin", "23505"), ("students", "twin", "23505")]


@pytest.fixture(autouse=True)
def careless(production: Connection) -> None:
    """A production whose keys nobody guards."""
    production.execute("alter table academy.students drop constraint students_pkey cascade")
    production.execute("alter table academy.check_ins drop constraint check_ins_pkey cascade")
    production.execute("alter table academy.students alter column id drop not null")
    production.execute("alter table academy.check_ins alter column id drop not null")
    student(production, "ana")
    check_in(production, "first", "ana")


def keyless(production: Connection, name: str = "Nobody") -> None:
    production.execute(
        "insert into academy.students (id, full_name, created_at, updated_at) values (null, %s, %s, %s)",
        [name, LONG_AGO, LONG_AGO],
    )


def writes(replica: Connection) -> list[tuple[object, ...]]:
    """Which version of each row of both tables, and of the quarantine, is stored where."""
    return rows(
        replica,
        "select tableoid::regclass::text, xmin::text, ctid::text from academy.students union all "
        "select tableoid::regclass::text, xmin::text, ctid::text from academy.check_ins union all "
        "select tableoid::regclass::text, xmin::text, ctid::text from ops.sync_rejects order by 1, 3",
    )


def fresh(new_pair: NewPair) -> tuple[list[tuple[object, ...]], ...]:
    """What a first load makes of the production as it is."""
    pair = new_pair()
    pair.sync("academy")
    with pair.look() as replica:
        return rows(replica, STUDENTS), rows(replica, CHECK_INS), rows(replica, WAITING)


@pytest.mark.parametrize("known", [False, True], ids=["first load", "later"])
def test_all_of_them_wait_and_the_rest_loads(
    sync: Sync, production: Connection, replica: Connection, known: bool, new_pair: NewPair
) -> None:
    if known:
        assert sync("academy").status == "succeeded"
    student(production, "twin", name="One")
    student(production, "twin", name="Two")
    student(production, "bo")
    for name in ("Nobody", "Nobody", "Somebody"):
        keyless(production, name)
    check_in(production, "second", "bo")
    outcome = sync("academy")
    assert (outcome.status, [table.status for table in outcome.tables]) == ("partial", ["mismatch", "succeeded"])
    assert "students: the warehouse has 2 rows, the source 7; 5 are in quarantine" in str(outcome.message)
    assert rows(replica, STUDENTS) == [("ana", "Ana"), ("bo", "Ana")]
    assert rows(replica, CHECK_INS) == [("first",), ("second",)]
    assert rows(replica, WAITING) == [("students", None, "23502")] * 3 + TWINS
    sync("academy")
    before = writes(replica)
    outcome = sync("academy")
    assert not outcome.changed
    assert "5 are in quarantine" in str(outcome.message)
    assert writes(replica) == before
    assert fresh(new_pair) == (rows(replica, STUDENTS), rows(replica, CHECK_INS), rows(replica, WAITING))


def test_a_row_that_had_its_key_alone_leaves_when_it_has_it_no_more(
    sync: Sync, production: Connection, replica: Connection, new_pair: NewPair
) -> None:
    student(production, "twin", name="One")
    check_in(production, "of twin", "twin")
    assert sync("academy").status == "succeeded"
    student(production, "twin", name="Two", updated="2021-01-01")
    outcome = sync("academy")
    assert "0 are in quarantine" not in str(outcome.message)
    assert rows(replica, STUDENTS) == [("ana", "Ana")]
    assert rows(replica, CHECK_INS) == [("first",)]
    assert rows(replica, WAITING) == [("check_ins", "of twin", "23503"), *TWINS]
    assert fresh(new_pair) == (rows(replica, STUDENTS), rows(replica, CHECK_INS), rows(replica, WAITING))
    before = writes(replica)
    assert not sync("academy").changed
    assert writes(replica) == before


@pytest.mark.parametrize("mend", ["delete one", "delete both", "rename one", "a key for the keyless"])
def test_they_follow_when_production_tells_them_apart(
    sync: Sync, production: Connection, replica: Connection, pair: Pair, mend: str
) -> None:
    student(production, "twin", name="One")
    student(production, "twin", name="Two")
    keyless(production)
    sync("academy")
    production.execute("update academy.students set id = 'nobody' where id is null")
    if mend == "delete one":
        production.execute("delete from academy.students where full_name = 'One'")
    elif mend == "delete both":
        production.execute("delete from academy.students where id = 'twin'")
    else:
        production.execute("update academy.students set id = 'other' where full_name = 'Two'")
    assert sync("academy").status == "succeeded"
    assert pair.differences("academy") == {}
    assert rows(replica, WAITING) == []


def test_one_of_them_that_breaks_another_rule_waits_alone(
    sync: Sync, production: Connection, replica: Connection
) -> None:
    production.execute("alter table academy.students alter column full_name drop not null")
    student(production, "twin", name="One")
    student(production, "twin", name="Two")
    sync("academy")
    production.execute("delete from academy.students where full_name = 'One'")
    production.execute("update academy.students set full_name = null where full_name = 'Two'")
    sync("academy")
    assert rows(replica, WAITING) == [("students", "twin", "23502")]


def test_keys_that_differ_only_by_case_or_blanks_are_keys_of_their_own(
    sync: Sync, production: Connection, replica: Connection, pair: Pair
) -> None:
    for key in ("a", "A", "a ", " a", "\u00e1", "a\u0301", ""):
        student(production, key)
    assert sync("academy").status == "succeeded"
    assert pair.differences("academy") == {}


def test_a_source_of_views_with_both_faults(sync: Sync, production: Connection, replica: Connection) -> None:
    """Forces the reported case: the first sync ended in a traceback."""
    production.execute("alter table academy.check_ins rename to real_check_ins")
    production.execute(
        "create view academy.check_ins as "
        "select id, student_id, checked_in_at, checked_out_at, updated_at from academy.real_check_ins union all "
        "select null, 'ana', now(), null, now() union all select 'first', 'ana', now(), null, now()"
    )
    for _ in range(2):
        outcome = sync("academy")
        assert "check_ins: the warehouse has 0 rows, the source 3; 3 are in quarantine" in str(outcome.message)
    assert [row[1:] for row in rows(replica, WAITING)] == [(None, "23502"), ("first", "23505"), ("first", "23505")]


def test_children_of_an_inherited_table_may_share_a_key(
    sync: Sync, production: Connection, replica: Connection
) -> None:
    """Forces keys that a unique index does not cover: it is the parent table's own."""
    production.execute("alter table academy.students add primary key (id)")
    production.execute("create table academy.guests () inherits (academy.students)")
    production.execute(
        "insert into academy.guests (id, full_name, created_at, updated_at) values ('ana', 'Guest', now(), now())"
    )
    sync("academy")
    assert rows(replica, WAITING) == [("check_ins", "first", "23503"), *[("students", "ana", "23505")] * 2]


def test_a_verification_counts_them_and_says_where_they_wait(sync: Sync, production: Connection, pair: Pair) -> None:
    student(production, "twin", name="One")
    student(production, "twin", name="Two")
    keyless(production)
    sync("academy")
    found = pair.verify("academy", repair=True)
    [verified] = [table for table in found.tables if table.table == "students"]
    assert (found.status, verified.missing, verified.repaired) == ("partial", 3, 0)


@pytest.mark.parametrize("copied", variants(*SOURCES, before=2), ids=lambda copied: copied.name)
def test_no_table_of_any_source_minds(
    copied: SourceSpecification, new_database: Callable[[], Database], here: Warehouse, replica: Connection
) -> None:
    """Every table behind a view that gives one row twice and one row without its key: two syncs end alike."""
    pair = Pair(new_database().url, here)
    demo.fill(pair.url, scale=0.02, sources=[copied.name])
    with psycopg.connect(pair.url, autocommit=True) as production:
        for table in copied.tables:
            _spoil(production, copied.schema, table.name)
    for _ in range(2):
        outcome = pair.sync(copied.name)
        assert {table.status for table in outcome.tables} == {"mismatch"}, outcome.message
        assert not re.search(r"\D0 are in quarantine", str(outcome.message))
        for table in outcome.tables:
            [found] = rows(
                replica,
                "select count(*), count(*) filter (where sqlstate = '23505' and reason like '%is duplicated%'), "
                f"count(*) filter (where key is null) from ops.sync_rejects where \"table\" = '{table.table}'",
            )
            assert found == ((table.source_count or 0) - (table.warehouse_count or 0), 2, 1), table.table
    assert not outcome.changed


def _spoil(production: Connection, schema: str, table: str) -> None:
    production.execute(f'alter table {schema}."{table}" rename to "real {table}"'.encode())
    columns = [
        f'"{name}"'
        for (name,) in rows(
            production,
            "select column_name::text from information_schema.columns "
            f"where table_schema = '{schema}' and table_name = 'real {table}' order by ordinal_position",
        )
    ]
    listed, whole = ", ".join(columns), f'{schema}."real {table}"'
    without = listed.replace('"id"', "null")
    production.execute(
        f'create view {schema}."{table}" as select {listed} from {whole} '
        f"union all (select {listed} from {whole} order by id limit 1) "
        f"union all (select {without} from {whole} order by id limit 1)".encode()
    )
