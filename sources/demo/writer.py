"""Writes simulated rows into a production database: COPY into empty tables, COPY and upsert into living ones."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import LiteralString

from psycopg import Connection, sql

from sources.demo.history import Changes, Values


@dataclass(frozen=True)
class Table:
    """A production table; `merged` names columns of which an existing row does not simply take the new value."""

    name: str
    columns: tuple[str, ...]
    merged: Mapping[str, LiteralString] = field(default_factory=dict)
    schema: str = "public"
    key_type: LiteralString = "text"

    @property
    def qualified(self) -> sql.Identifier:
        return sql.Identifier(self.schema, self.name)

    @property
    def column_list(self) -> sql.Composed:
        return sql.SQL(", ").join(map(sql.Identifier, self.columns))


def load(connection: Connection, tables: Sequence[Table], found: Changes) -> None:
    """Fills empty tables."""
    for table in tables:
        _copy(connection, table, table.qualified, found.upserts.get(table.name, ()))


def merge(connection: Connection, tables: Sequence[Table], found: Changes) -> None:
    """Brings living tables up to date: new and changed rows parents first, vanished rows children first."""
    for table in tables:
        rows = found.upserts.get(table.name)
        if rows:
            _upsert(connection, table, rows)
    for table in reversed(tables):
        keys = found.deletes.get(table.name)
        if keys:
            statement = sql.SQL("delete from {} where id = any(%s::{}[])").format(
                table.qualified, sql.SQL(table.key_type)
            )
            connection.execute(statement, [keys])


def count(connection: Connection, tables: Sequence[Table]) -> dict[str, int]:
    """Rows per table."""
    counted = {}
    for table in tables:
        found = connection.execute(sql.SQL("select count(*) from {}").format(table.qualified)).fetchone()
        counted[table.name] = int(found[0]) if found else 0
    return counted


def _copy(connection: Connection, table: Table, target: sql.Composable, rows: Iterable[Values]) -> None:
    statement = sql.SQL("copy {} ({}) from stdin").format(target, table.column_list)
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row([row.get(column) for column in table.columns])


def _upsert(connection: Connection, table: Table, rows: Iterable[Values]) -> None:
    staging = sql.Identifier("pg_temp", f"incoming {table.name}")
    create = "create temporary table {} on commit drop as select {} from {} with no data"
    name = sql.Identifier(f"incoming {table.name}")
    connection.execute(sql.SQL(create).format(name, table.column_list, table.qualified))
    _copy(connection, table, staging, rows)
    connection.execute(
        sql.SQL("insert into {} as existing ({}) select {} from {} on conflict (id) do update set {}").format(
            table.qualified, table.column_list, table.column_list, staging, _assignments(table)
        )
    )


def _assignments(table: Table) -> sql.Composed:
    return sql.SQL(", ").join(
        sql.SQL("{} = {}").format(
            sql.Identifier(column),
            sql.SQL(table.merged[column])
            if column in table.merged
            else sql.SQL("excluded.{}").format(sql.Identifier(column)),
        )
        for column in table.columns
        if column != "id"
    )
