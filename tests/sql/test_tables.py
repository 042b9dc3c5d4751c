"""Every table of ours has a file that says what one row is, and describes each column once."""

import pytest

from db import derived
from db.derived import derived_objects
from db.rules.words import by_default
from db.schemas import DERIVED_SCHEMAS
from tests.factories import Connection, rows

# Another server may build other objects of the same file.
pytestmark = pytest.mark.each_server

TABLES = {found.identity: found for found in derived_objects() if found.is_table}
SCHEMAS = "('" + "', '".join(("ops", *DERIVED_SCHEMAS)) + "')"

COMMENTS = f"""
    select
        relnamespace::regnamespace || '.' || relname,
        obj_description(pg_class.oid, 'pg_class'),
        array_agg(attname::text order by attnum),
        array_agg(coalesce(col_description(pg_class.oid, attnum), '') order by attnum)
    from pg_class
    inner join pg_attribute on attrelid = pg_class.oid and attnum > 0 and not attisdropped
    where relnamespace::regnamespace::text in {SCHEMAS} and relkind = any(%s)
    group by pg_class.oid
"""

KEYS = f"""
    select
        relnamespace::regnamespace || '.' || relname,
        string_agg(attname::text, ', ' order by place.ordinality)
    from pg_index
    inner join pg_class on pg_class.oid = indrelid
    cross join lateral unnest(indkey::smallint[]) with ordinality as place (attnum, ordinality)
    inner join pg_attribute on attrelid = indrelid and pg_attribute.attnum = place.attnum
    where relnamespace::regnamespace::text in {SCHEMAS} and indisunique and place.ordinality <= indnkeyatts
    group by indexrelid, pg_class.oid
"""


def test_every_table_of_ours_has_its_file(connection: Connection) -> None:
    there = {name for name, _, _, _ in connection.execute(COMMENTS, [["r", "p"]]).fetchall()}
    assert there == TABLES.keys()


def test_the_grain_of_a_table_is_a_unique_key(connection: Connection) -> None:
    keys: dict[str, set[str]] = {}
    for table, columns in rows(connection, KEYS):
        keys.setdefault(table, set()).add(columns)
    for found in TABLES.values():
        grain = found.fields["Grain"]
        assert grain.startswith("one row ")
        assert grain.removesuffix(")").rpartition("(")[2] in keys[found.identity], found.identity


def test_the_files_hold_every_comment_of_tables_and_views(connection: Connection) -> None:
    described = {
        found.identity: (
            by_default(found.meaning),
            {column: by_default(said) for column, said in found.columns.items()},
        )
        for found in derived_objects()
    }
    for name, meaning, columns, comments in connection.execute(COMMENTS, [["r", "p", "v", "m"]]).fetchall():
        assert described[name] == (meaning, dict(zip(columns, comments, strict=True))), name


def test_a_comment_of_another_version_gives_way_to_the_files(connection: Connection) -> None:
    connection.execute("comment on column ngeshare.group_meetings.met_on is 'Something else.'")
    connection.execute("update ops.derived_state set fingerprint = 'of another version'")
    assert derived.recreate(connection)
    comment = "select col_description('ngeshare.group_meetings'::regclass, 2)"
    assert rows(connection, comment) == [("Local date of the meeting.",)]


def test_tables_keep_their_rows_when_derived_objects_are_made_anew(connection: Connection) -> None:
    connection.execute("insert into ngeshare.group_meetings values ('g', '2026-01-01', 1, 1, 'h')")
    connection.execute("update ops.derived_state set fingerprint = 'of another version'")
    assert derived.recreate(connection)
    assert rows(connection, "select group_id from ngeshare.group_meetings") == [("g",)]
