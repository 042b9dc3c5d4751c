"""Order-independent checksums, computed by the same SQL text in both databases."""

import re
from dataclasses import dataclass, replace
from datetime import datetime

import psycopg
from psycopg import sql

from db.statements import statements_beside
from sync.endpoints.conditions import EVERY_ROW, NO_ROW, Condition, moment_literal
from sync.endpoints.table import Table

_SQL = statements_beside(__file__)

_SIMPLE = re.compile(r"(smallint|integer|bigint|numeric|real|double precision|boolean|date|time|timestamp|uuid)\b")
"""Types whose values print without a bar, and never as nothing, as a missing one does."""

_ARGUMENTS = 30
"""So many columns at a time, of which each takes up to three of the hundred arguments that a function may have."""

CHECKSUM_ROWS = 1_000_000
"""Up to this many rows the keys' checksum is compared after every sync, beyond it the counts alone."""


@dataclass(frozen=True)
class Extent:
    """How much of a table one side holds: all rows, their keys' checksum, and what a run is about to bring."""

    rows: int
    key_checksum: int | None
    """None: too many rows."""
    news: tuple[int, int] = (0, 0)
    """Rows that may be news, and the checksum of all their columns."""
    newest: str | None = None
    """The newest cursor that is no future one, as text; None where no news are asked for."""

    def is_equal_to(self, other: "Extent") -> bool:
        """Whether a run has nothing to bring."""
        return self.agrees(other) and self.news == other.news

    def agrees(self, other: "Extent") -> bool:
        """Whether both sides hold the same keys, as far as a run can tell cheaply."""
        if self.rows != other.rows:
            return False
        return None in (self.key_checksum, other.key_checksum) or self.key_checksum == other.key_checksum


@dataclass(frozen=True)
class CountQuery:
    """What is counted of a table, on both sides alike."""

    table: Table
    news: Condition
    with_keys: bool
    """Whether the table has few enough rows for its keys to be summed up after every sync."""
    taken_at: datetime
    """Moment of the snapshot: a later cursor is a mistake."""


def source_extent(connection: psycopg.Connection, query: CountQuery) -> Extent:
    """Counts a table of the source."""
    relation = query.table.source_rows
    return _extent(connection, query, relation, _every_row(query, relation))


def warehouse_extent(connection: psycopg.Connection, query: CountQuery, table: Table) -> Extent:
    """Counts the same table in the warehouse, where its rows are now."""
    every_row = _counted(table) if table.keys_are_counted else _every_row(query, table.identifier)
    return _extent(connection, query, table.identifier, every_row)


def after_changes(connection: psycopg.Connection, query: CountQuery, table: Table, earlier: Extent) -> Extent:
    """The same after rows have changed, news apart: only rows that were not counted as they came are read for it."""
    if not table.keys_are_counted:
        return warehouse_extent(connection, query, table)
    rows, keys = _held(connection, table)
    return replace(earlier, rows=rows, key_checksum=keys if query.with_keys else None)


def count_held(connection: psycopg.Connection, table: Table) -> int:
    """All rows of a table in the warehouse."""
    return _held(connection, table)[0] if table.keys_are_counted else count(connection, table.identifier)


def _held(connection: psycopg.Connection, table: Table) -> tuple[int, int]:
    row = connection.execute(_counted(table)).fetchone()
    assert row is not None  # noqa: S101  an aggregate has one row
    return row[0], int(row[1])


def _counted(table: Table) -> sql.Composed:
    return _SQL["counted_rows"].format(name=sql.Literal(table.qualified_name))


def _every_row(query: CountQuery, relation: sql.Composable) -> sql.Composed:
    keys: sql.Composable = sql.SQL("0")
    if query.with_keys:
        keys = sql.SQL("coalesce(sum({}), 0)").format(hash_of(query.table, key_text(query.table)))
    return _SQL["count_rows"].format(keys=keys, relation=relation)


def _extent(
    connection: psycopg.Connection, query: CountQuery, relation: sql.Composable, every_row: sql.Composable
) -> Extent:
    table = query.table
    parts = {
        "relation": relation,
        "news": query.news,
        "cursor": table.cursor,
        "moment": moment_literal(table, query.taken_at),
    }
    row = connection.execute(
        _SQL["extent"].format(**parts, every_row=every_row, content=hash_of(table, row_text(table)))
    ).fetchone()
    assert row is not None  # noqa: S101  an aggregate has one row
    rows, checksum, recent, content, newest = row
    if newest is None and rows and query.news is not NO_ROW:
        # All that may be news lies before the newest row of an earlier run, or bears no date.
        newest = _newest(connection, parts)
    return Extent(rows, int(checksum) if query.with_keys else None, (recent, int(content)), newest)


def _newest(connection: psycopg.Connection, parts: dict[str, sql.Composable]) -> str | None:
    row = connection.execute(_SQL["newest_cursor"].format(**parts)).fetchone()
    return row[0] if row else None


def count(connection: psycopg.Connection, relation: sql.Composable, condition: Condition = EVERY_ROW) -> int:
    """How many rows of a table fulfil a condition."""
    return _one(connection, sql.SQL("select count(*) from {} where {}").format(relation, condition))


def key_text(table: Table, alias: str | None = None) -> sql.Composed:
    """A row's primary key as text."""
    return sql.SQL("{}::text").format(_column(alias, table.key))


def row_text(table: Table, alias: str | None = None) -> sql.Composed:
    """A whole row as text: exact for every type, since both sessions print dates and floats alike.

    Not the row's own text, which takes three times as long: it looks for what is to be quoted, letter by letter.
    """
    parts = [_part(table, column, alias) for column in table.columns]
    pieces = [sql.SQL(", ").join(parts[first : first + _ARGUMENTS]) for first in range(0, len(parts), _ARGUMENTS)]
    return sql.SQL("concat({})").format(sql.SQL(", ").join(sql.SQL("concat({})").format(piece) for piece in pieces))


def hash_of(table: Table, text: sql.Composable) -> sql.Composed:
    """64 bits of a text, whatever the collation of its column and, where they differ, the databases' encodings."""
    if table.portable:
        return sql.SQL("('x' || left(md5(convert_to(({}), 'UTF8')), 16))::bit(64)::bigint").format(text)
    return sql.SQL('hashtextextended(({}) collate "C", 0)').format(text)


def _part(table: Table, name: str, alias: str | None) -> sql.Composed:
    """A column's value such that no two rows have one text: led by its length where it may hold what separates."""
    column = _column(alias, name)
    if _SIMPLE.match(table.columns[name]):
        return sql.SQL("{}, '|'").format(column)
    # Bytes are counted faster, but are others in another encoding.
    length = sql.SQL("length" if table.portable else "octet_length")
    return sql.SQL("{length}({column}::text), ':', {column}").format(length=length, column=column)


def _column(alias: str | None, name: str) -> sql.Identifier:
    return sql.Identifier(alias, name) if alias else sql.Identifier(name)


def _one(connection: psycopg.Connection, query: sql.Composed) -> int:
    row = connection.execute(query).fetchone()
    assert row is not None  # noqa: S101  an aggregate has one row
    return int(row[0])
