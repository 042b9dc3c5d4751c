"""A list of primary keys in the warehouse session's own memory: however many, none of them burdens this process."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count

import psycopg
from psycopg import sql

from sync.endpoints.table import Table

_numbers = count()


@dataclass(frozen=True)
class KeyList:
    """Keys of one table, numbered from 1."""

    connection: psycopg.Connection
    table: Table
    name: sql.Identifier

    def __len__(self) -> int:
        row = self.connection.execute(sql.SQL("select count(*) from {}").format(self.name)).fetchone()
        return int(row[0]) if row else 0

    @property
    def condition(self) -> sql.Composed:
        """The table's rows with these keys."""
        return sql.SQL("{} in (select listed.key from {} as listed)").format(self.table.key_column, self.name)

    def batches(self, size: int) -> Iterator[list[str]]:
        """The keys as text, some at a time."""
        for start in range(1, len(self) + 1, size):
            rows = self.connection.execute(
                sql.SQL("select key::text from {} where number between {} and {} order by number").format(
                    self.name, sql.Literal(start), sql.Literal(start + size - 1)
                )
            ).fetchall()
            yield [row[0] for row in rows]

    def sample(self, size: int) -> list[str]:
        """The first few keys, in order."""
        rows = self.connection.execute(
            sql.SQL('select key::text from {} order by key::text collate "C" limit {}').format(
                self.name, sql.Literal(size)
            )
        ).fetchall()
        return [row[0] for row in rows]


@contextmanager
def keys_of(connection: psycopg.Connection, table: Table, query: sql.Composable) -> Iterator[KeyList]:
    """Lists the keys that a query of one column finds, for as long as the `with` lasts."""
    name = f"keys_{next(_numbers)}"
    connection.execute(
        sql.SQL(
            "create temporary table {} as select row_number() over () as number, query.key from ({}) as query (key)"
        ).format(sql.Identifier(name), query)
    )
    listed = KeyList(connection, table, sql.Identifier("pg_temp", name))
    connection.execute(sql.SQL("analyze {}").format(listed.name))
    yield listed
    # After an error the session's memory goes with the transaction or the session.
    connection.execute(sql.SQL("drop table if exists {}").format(listed.name))
