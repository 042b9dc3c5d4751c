"""Rows of a source that no key tells apart: without a key, or several with one, as a view or a careless table has them.

None of them can be copied, since nobody could say which row of the warehouse is which of theirs. Everything else reads
a source without them, see `Table.source_rows`.
"""

import psycopg
from psycopg import sql

from db.statements import statements_beside
from sync.endpoints.table import Table

_SQL = statements_beside(__file__)


def count_ambiguous(connection: psycopg.Connection, table: Table) -> int:
    """How many rows of a source's table have no key of their own; asks its catalogue first, which costs nothing."""
    place = {"schema": table.schema, "name": table.name, "key": table.key}
    if connection.execute(_SQL["is_vouched_for"], place).fetchone() == (True,):
        return 0
    row = connection.execute(
        sql.SQL("select count(*) from {} where {}").format(table.published_identifier, is_ambiguous(table))
    ).fetchone()
    return int(row[0]) if row else 0


def is_ambiguous(table: Table) -> sql.Composed:
    """Which rows of the source have no key of their own, as a condition."""
    return sql.SQL("({key} is null or not {own})").format(key=table.key_column, own=table.has_own_key)
