"""What functions change is in their headers: `Writes:`, `Triggers:`, and the `Reads:` that PostgreSQL cannot check."""

import re

import pytest

from db.derived import derived_objects
from db.lineage import written_relations
from db.sql_file import DerivedObject
from tests.factories import Connection, rows

# Another server may build other objects of the same file.
pytestmark = pytest.mark.each_server

OBJECTS = {found.identity: found for found in derived_objects()}
FUNCTIONS = [found for found in OBJECTS.values() if "function" in found.kind]

# Statements that are put together while they run, with the name of what they change left open.
OPEN_NAME = re.compile(r"\b(?:into|update|delete from|truncate|refresh materialized view(?: concurrently)?) \S*%")
OPEN = re.compile(r"%(?:\d\$)?I")

TRIGGERS = """
    select distinct pronamespace::regnamespace || '.' || proname, tgrelid::regclass::text
    from pg_trigger
    inner join pg_proc on pg_proc.oid = tgfoid
    where not tgisinternal
"""


def body(found: DerivedObject) -> str:
    """What the function does: no header, no comment, no triggers."""
    code = "\n".join(line for line in found.statement.splitlines() if not line.lstrip().startswith("--"))
    return code.split("\ncomment on function ")[0]


def names_in(text: str) -> set[str]:
    """Objects of ours and raw tables that a text names."""
    raw = {read for found in OBJECTS.values() for read in (*found.reads, *found.triggers)}
    return set(re.findall(r'\b\w+\.(?:\w+|"\w+")', text)) & (raw | OBJECTS.keys())


def test_writes_is_what_the_statements_say() -> None:
    for found in OBJECTS.values():
        if not OPEN_NAME.search(found.statement):
            assert set(found.writes) == written_relations(body(found)), found.identity


def test_a_refresh_writes_every_materialized_view() -> None:
    refresh = OBJECTS["kpi.refresh_views"]
    assert set(refresh.writes) - written_relations(body(refresh)) == {
        found.identity for found in OBJECTS.values() if found.kind == "materialized view"
    }


def test_retention_writes_every_table_that_has_a_setting(connection: Connection) -> None:
    retention = OBJECTS["ops.apply_retention"]
    settings = {table for (table,) in rows(connection, 'select "table" from ops.retention')}
    assert set(retention.writes) - written_relations(body(retention)) == settings


def test_only_these_two_change_what_they_name_while_they_run() -> None:
    computing = {found.identity for found in OBJECTS.values() if OPEN_NAME.search(found.statement)}
    assert computing == {"kpi.refresh_views", "ops.apply_retention"}


def test_only_functions_write() -> None:
    assert [found.identity for found in OBJECTS.values() if found.writes and found not in FUNCTIONS] == []


def test_what_is_written_is_a_table_or_a_materialized_view_of_ours() -> None:
    kinds = {OBJECTS[name].kind for found in FUNCTIONS for name in found.writes}
    assert kinds == {"fact", "table", "materialized view"}


def test_triggers_are_those_on_the_raw_tables(connection: Connection) -> None:
    connection.execute("set search_path = ''")
    actual: dict[str, set[str]] = {}
    for function, table in rows(connection, TRIGGERS):
        actual.setdefault(function, set()).add(table)
    assert {found.identity: set(found.triggers) for found in FUNCTIONS if found.triggers} == actual


def test_a_function_in_plpgsql_reads_whatever_it_names() -> None:
    # PostgreSQL knows what the others depend on, and another test asks it.
    for found in FUNCTIONS:
        if "plpgsql" in found.statement:
            assert names_in(body(found)) - {found.identity} <= set(found.reads), found.identity


def test_a_function_in_plpgsql_reads_nothing_that_it_does_not_name() -> None:
    for found in FUNCTIONS:
        if "plpgsql" in found.statement and not OPEN.search(found.statement):
            assert set(found.reads) <= names_in(body(found)) | set(found.triggers), found.identity
