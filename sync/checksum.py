"""Order-independent checksums, computed by the same SQL text in both databases."""

from dataclasses import dataclass

import psycopg
from psycopg import sql

from sync import wire
from sync.catalogue import Table

Condition = sql.Composable
"""Which rows, as a boolean expression over the table's columns."""

EVERY_ROW: Condition = sql.SQL("true")

CHECKSUM_ROWS = 1_000_000
"""Up to this many rows the keys' checksum is compared after every sync, beyond it the counts alone."""


@dataclass(frozen=True)
class Extent:
    """How much of a table one side holds: all rows, and the checksum of their keys (None: too many rows)."""

    rows: int
    key_checksum: int | None

    def agrees(self, other: "Extent") -> bool:
        """Whether both sides hold the same keys, as far as a run can tell cheaply."""
        if self.rows != other.rows:
            return False
        return None in (self.key_checksum, other.key_checksum) or self.key_checksum == other.key_checksum


def extent(connection: psycopg.Connection, table: Table, place: sql.Identifier) -> Extent:
    """Counts a table on either side, and sums up its keys where they are not too many."""
    with wire.patience(connection):
        rows = count(connection, place)
        if rows > CHECKSUM_ROWS:
            return Extent(rows, None)
        checksum = sql.SQL("select coalesce(sum({}), 0) from {}").format(hash_of(table, key_text(table)), place)
        return Extent(rows, _one(connection, checksum))


def count(connection: psycopg.Connection, place: sql.Identifier, condition: Condition = EVERY_ROW) -> int:
    """How many rows of a table fulfil a condition."""
    return _one(connection, sql.SQL("select count(*) from {} where {}").format(place, condition))


def key_text(table: Table, alias: str | None = None) -> sql.Composed:
    """A row's primary key as text."""
    return sql.SQL("{}::text").format(_column(alias, table.key))


def row_text(table: Table, alias: str | None = None) -> sql.Composed:
    """A whole row as text: exact for every type, since both sessions print dates and floats alike."""
    columns = sql.SQL(", ").join(_column(alias, column) for column in table.columns)
    return sql.SQL("row({})::text").format(columns)


def hash_of(table: Table, text: sql.Composable) -> sql.Composed:
    """64 bits of a text, whatever the collation of its column and, where they differ, the databases' encodings."""
    if table.portable:
        return sql.SQL("('x' || left(md5(convert_to(({}), 'UTF8')), 16))::bit(64)::bigint").format(text)
    return sql.SQL('hashtextextended(({}) collate "C", 0)').format(text)


def _column(alias: str | None, name: str) -> sql.Identifier:
    return sql.Identifier(alias, name) if alias else sql.Identifier(name)


def _one(connection: psycopg.Connection, query: sql.Composed) -> int:
    row = connection.execute(query).fetchone()
    assert row is not None  # noqa: S101  an aggregate has one row
    return int(row[0])
