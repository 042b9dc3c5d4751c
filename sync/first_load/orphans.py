"""Rows of incoming tables whose parent is missing leave, and so do the rows that need them, however deep.

By then every incoming table is tied to its parents, so that the catalogue names all rows that need another.
"""

import psycopg
from psycopg import sql

from db.statements import statements_beside
from sync.endpoints.table import Table

_SQL = statements_beside(__file__)


def remove_orphans(connection: psycopg.Connection, table: Table) -> None:
    """Removes a table's rows whose parent is missing; the comparison with the source explains them later."""
    for parent in table.parents:
        missing = _SQL["is_orphan"].format(
            column=sql.Identifier(table.current_schema, table.name, parent.column),
            parent=sql.Identifier(_parent_schema(connection, table, parent.table), parent.table),
            key=sql.Identifier(parent.key),
        )
        with connection.transaction():
            _remove(connection, table.current_schema, table.name, missing)


def _remove(connection: psycopg.Connection, schema: str, name: str, condition: sql.Composed) -> None:
    relation = sql.Identifier(schema, name)
    for child_schema, child, column, key in connection.execute(
        _SQL["children"], {"schema": schema, "name": name}
    ).fetchall():
        bereft = sql.SQL("{} in (select {} from {} where {})").format(
            sql.Identifier(child_schema, child, column), sql.Identifier(schema, name, key), relation, condition
        )
        _remove(connection, child_schema, child, bereft)
    connection.execute(sql.SQL("delete from {} where {}").format(relation, condition))


def _parent_schema(connection: psycopg.Connection, table: Table, parent: str) -> str:
    """Where a parent's rows are: beside the incoming table, or published already."""
    beside = connection.execute(
        "select to_regclass(format('%%I.%%I', %s::text, %s::text)) is not null", [table.current_schema, parent]
    ).fetchone()
    return table.current_schema if beside == (True,) else table.schema
