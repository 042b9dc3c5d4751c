"""A warehouse whose every text column holds what Streamlit, a browser or a spreadsheet would read as more than text."""

import json
import re
from typing import LiteralString, cast

from psycopg import sql

from db.domains import DOMAINS
from db.warehouse import Warehouse
from tests.factories import Connection
from tests.ops import records

POISON = "=1+[x](http://evil.example) :red[y] <b>z</b> $q$ :smile: :material/home: "
READ_AS_MORE = re.compile(r"(?<!\\)(\[x\]\(|:red\[|<b>|\$q|:smile:|:material/home)")
"""What of it must not reach Markdown."""


def poison(warehouse: Warehouse) -> list[str]:
    """Begins a third of the values of each column with it, the same ones in all tables, so that keys still meet."""
    with warehouse.connect() as connection:
        columns = text_columns(connection)
        # Keys meet again once both sides are poisoned.
        connection.execute("set session_replication_role = replica")
        for schema, table, column in columns:
            _poison_column(connection, sql.Identifier(schema, table), sql.Identifier(column))
        connection.execute("reset session_replication_role")
        _poison_courses(connection)
        _poison_what_is_opened(connection)
        for domain in DOMAINS:
            connection.execute(cast("LiteralString", f"select {domain.rebuild}()"))
        connection.execute("update ops.data_version set version = version + 1")
        connection.execute("analyze")
    return [".".join(column) for column in columns]


def text_columns(connection: Connection) -> list[tuple[str, str, str]]:
    """Every one of the raw schemas, as the catalogue knows them."""
    return connection.execute(
        "select table_schema, table_name, column_name from information_schema.columns "
        "where table_schema = any(%s) and data_type in ('text', 'character varying') order by 1, 2, 3",
        [[domain.raw_schema for domain in DOMAINS]],
    ).fetchall()


def poisoned(connection: Connection, schema: str, table: str, column: str) -> int:
    statement = sql.SQL("select count(*) from {} where starts_with({}, {})").format(
        sql.Identifier(schema, table), sql.Identifier(column), POISON
    )
    [(found,)] = connection.execute(statement).fetchall()
    return int(found)


def _poison_column(connection: Connection, table: sql.Identifier, column: sql.Identifier) -> None:
    update = sql.SQL("update {} set {column} = {poison} || {column} where {chosen}")
    by_value = sql.SQL("hashtext({}) % 3 = 0").format(column)
    done = connection.execute(update.format(table, column=column, poison=POISON, chosen=by_value))
    if not done.rowcount:
        # Of a handful of values, chance may have chosen none.
        one = sql.SQL("{column} = (select max({column}) from {})").format(table, column=column)
        connection.execute(update.format(table, column=column, poison=POISON, chosen=one))


def _poison_courses(connection: Connection) -> None:
    """The courses are known by the names that production has now."""
    connection.execute(
        'update ngeshare.course_config set course_name = "Hangout".name from public."Hangout" '
        'where "Hangout".name = %s || course_name',
        [POISON],
    )


def _poison_what_is_opened(connection: Connection) -> None:
    """Every lesson, a reflection of an impossible date, and a row in quarantine that is poison throughout."""
    connection.execute(
        "update classwaves.sessions set title = %s || title where not starts_with(title, %s)", [POISON, POISON]
    )
    dated = connection.execute(
        "update learning.reflections set created_at = '1999-12-31' where id = (select min(id::text)::uuid "
        "from learning.reflections where starts_with(content, %s) and instructor_response is null)",
        [POISON],
    )
    assert dated.rowcount == 1
    row = {"name": POISON, POISON: POISON}
    records.rejected(
        connection, "academy", POISON, POISON, reason=f'null value in column "{POISON}"', data=json.dumps(row)
    )


def poisonous_relations(connection: Connection) -> list[str]:
    """Every view and table that readers may take away and that holds it."""
    named = connection.execute(
        "select identity from ops.derived_object where kind in ('view', 'materialized view', 'table', 'fact') "
        "and identity <> 'ops.link_key' order by 1"
    ).fetchall()
    return [name for (name,) in named if _holds(connection, name)]


def _holds(connection: Connection, relation: str) -> bool:
    found = connection.execute(
        cast("LiteralString", f"select exists (select from {relation} as held where strpos(held::text, %s) > 0)"),
        ["evil.example"],
    ).fetchone()
    return found == (True,)
