"""The files under sql/ keep their word: header, name, comments, and the objects that they say they read."""

import re
from pathlib import Path

import pytest

from db.derived import SQL, derived_objects
from db.schemas import DERIVED_SCHEMAS, RAW_SCHEMAS
from db.sql_file import DerivedObject, read_object
from tests.factories import Connection, rows

# Another server may build other objects of the same file.
pytestmark = pytest.mark.each_server

FILES = sorted(path for path in SQL.glob("*/*.sql") if path.parent.name != "migrations")
TABLE_FIELDS = ["Question", "Grain", "Traps"]
FIELDS = ["Question", "Grain", "Reads", "Traps"]
OPTIONAL_FIELDS = {"Writes", "Triggers"}
SCHEMAS = "('" + "', '".join(("ops", *DERIVED_SCHEMAS)) + "')"
RAW = "('" + "', '".join(RAW_SCHEMAS) + "')"

# What the views and the functions with a SQL body read, by PostgreSQL's own account.
DEPENDENCIES = f"""
    with recursive
        ours as (
            select 'pg_class'::regclass as catalogue, oid, oid::regclass::text as identity
            from pg_class
            where (relnamespace::regnamespace::text in {SCHEMAS} or relnamespace::regnamespace::text in {RAW})
                and relkind in ('r', 'v', 'm')
            union all
            select 'pg_proc'::regclass, oid, oid::regproc::text
            from pg_proc
            where pronamespace::regnamespace::text in {SCHEMAS}
        ),

        readers as (
            select 'pg_rewrite'::regclass as catalogue, pg_rewrite.oid, ours.identity
            from pg_rewrite
            inner join ours on ours.catalogue = 'pg_class'::regclass and ours.oid = pg_rewrite.ev_class
            union all
            select ours.catalogue, ours.oid, ours.identity
            from ours
            where ours.catalogue = 'pg_proc'::regclass
        )

    select distinct readers.identity, ours.identity
    from readers
    inner join pg_depend on pg_depend.classid = readers.catalogue and pg_depend.objid = readers.oid
    inner join ours on ours.catalogue = pg_depend.refclassid and ours.oid = pg_depend.refobjid
    where readers.identity <> ours.identity
"""


def name_of(path: Path) -> str:
    return f"{path.parent.name}.{path.stem}"


def test_every_file_is_named_for_its_object() -> None:
    assert [name_of(path) for path in FILES if read_object(path).identity != name_of(path)] == []


def test_every_file_has_its_whole_header() -> None:
    assert [name_of(path) for path in FILES if not has_its_whole_header(read_object(path))] == []


def has_its_whole_header(found: DerivedObject) -> bool:
    required = [name for name in found.fields if name not in OPTIONAL_FIELDS]
    return required == (TABLE_FIELDS if found.is_table else FIELDS) and all(found.fields.values())


def test_no_view_reads_a_clock_but_the_one() -> None:
    views = (found for found in derived_objects() if "view" in found.kind)
    assert [found.identity for found in views if re.search(r"now\(\)|current_date", found.statement)] == []


def test_every_file_made_its_object(connection: Connection) -> None:
    made = {identity for (identity,) in rows(connection, _OBJECTS)}
    assert {found.identity for found in derived_objects() if not found.is_table} == made


def test_every_object_and_column_has_a_comment(connection: Connection) -> None:
    assert rows(connection, _WITHOUT_COMMENT) == []


def test_every_index_of_ours_says_what_it_serves(connection: Connection) -> None:
    assert rows(connection, _INDEXES_WITHOUT_COMMENT) == []


def test_reads_is_what_postgres_says(connection: Connection) -> None:
    connection.execute("set search_path = ''")
    actual: dict[str, set[str]] = {}
    for reader, read in rows(connection, DEPENDENCIES):
        actual.setdefault(reader, set()).add(read)
    checked = [found for found in derived_objects() if _is_known_to_postgres(found)]
    assert {found.identity: set(found.reads) for found in checked} == {
        found.identity: actual.get(found.identity, set()) for found in checked
    }


def _is_known_to_postgres(found: DerivedObject) -> bool:
    return "view" in found.kind or (found.kind == "function" and "plpgsql" not in found.statement)


_OBJECTS = f"""
    select relnamespace::regnamespace || '.' || relname
    from pg_class
    where relnamespace::regnamespace::text in {SCHEMAS} and relkind in ('v', 'm')
    union all
    select pronamespace::regnamespace || '.' || proname
    from pg_proc
    where pronamespace::regnamespace::text in {SCHEMAS}
"""

_WITHOUT_COMMENT = f"""
    select relname::text, ''
    from pg_class
    where relnamespace::regnamespace::text in {SCHEMAS} and relkind in ('r', 'v', 'm')
        and obj_description(oid, 'pg_class') is null
    union all
    select relname::text, attname::text
    from pg_class
    inner join pg_attribute on attrelid = pg_class.oid and attnum > 0 and not attisdropped
    where relnamespace::regnamespace::text in {SCHEMAS} and relkind in ('r', 'v', 'm')
        and col_description(pg_class.oid, attnum) is null
    union all
    select proname::text, ''
    from pg_proc
    where pronamespace::regnamespace::text in {SCHEMAS} and obj_description(oid, 'pg_proc') is null
"""

_INDEXES_WITHOUT_COMMENT = f"""
    select pg_class.relname::text
    from pg_index
    inner join pg_class on pg_class.oid = indexrelid
    where
        (relnamespace::regnamespace::text in {SCHEMAS} or relnamespace = 'public'::regnamespace)
        and not indisunique
        and coalesce(obj_description(indexrelid, 'pg_class'), '') not like 'Serves: %'
"""
