"""Rows of a source that no key tells apart: without a key, or several with one, as a view or a careless table has them.

None of them can be copied, since nobody could say which row of the warehouse is which of theirs. Everything else reads
a source without them, see `Table.source_rows`.
"""

import psycopg
from psycopg import sql

from sync.endpoints.table import Shape, Table


def count_ambiguous(connection: psycopg.Connection, table: Table, shape: Shape) -> int:
    """How many rows of a source's table have no key of their own; none where its catalogue vouches for that."""
    if table.key in shape.kept_apart:
        return 0
    row = connection.execute(
        sql.SQL("select count(*) from {} where {}").format(table.published_identifier, is_ambiguous(table))
    ).fetchone()
    return int(row[0]) if row else 0


def is_ambiguous(table: Table) -> sql.Composed:
    """Which rows of the source have no key of their own, as a condition."""
    return sql.SQL("({key} is null or not {own})").format(key=table.key_column, own=table.has_own_key)
