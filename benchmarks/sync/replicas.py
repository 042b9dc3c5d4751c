"""The replicas' tables without Atalaya: bare, and what makes them whole, as SQL."""

from dataclasses import dataclass

import psycopg

from benchmarks.sync.production import NAMES
from sync.specifications import source_named


@dataclass(frozen=True)
class Replica:
    """One table as the warehouse has it."""

    source: str
    name: str
    """With its schema, quoted."""
    columns: str
    create: str
    key: str
    indexes: tuple[str, ...]
    foreign_keys: tuple[str, ...]


def replicas(warehouse: psycopg.Connection) -> list[Replica]:
    """All tables of both sources, parents first, read from a migrated warehouse."""
    return [
        _replica(warehouse, source.name, f'{source.schema}."{table.name}"')
        for source in map(source_named, NAMES)
        for table in source.tables
    ]


def create_bare(connection: psycopg.Connection, tables: list[Replica]) -> None:
    """Makes the tables with nothing but columns."""
    connection.execute("create schema academy")
    for table in tables:
        connection.execute(table.create.encode())


def create_whole(connection: psycopg.Connection, tables: list[Replica]) -> None:
    """Makes the tables with keys, indexes and foreign keys."""
    create_bare(connection, tables)
    for table in tables:
        for statement in (table.key, *table.indexes, *table.foreign_keys):
            connection.execute(statement.encode())


def _replica(connection: psycopg.Connection, source: str, name: str) -> Replica:
    columns = connection.execute(
        "select quote_ident(attname), format_type(atttypid, atttypmod), attnotnull from pg_attribute "
        "where attrelid = %s::regclass and attnum > 0 and not attisdropped order by attnum",
        [name],
    ).fetchall()
    constraints = connection.execute(
        "select contype::text, pg_get_constraintdef(oid) from pg_constraint "
        "where conrelid = %s::regclass and contype in ('p', 'f') order by conname",
        [name],
    ).fetchall()
    indexes = connection.execute(
        "select pg_get_indexdef(indexrelid) from pg_index where indrelid = %s::regclass "
        "and not exists (select from pg_constraint where conindid = indexrelid and conrelid = indrelid) "
        "order by indexrelid",
        [name],
    ).fetchall()
    added = [(kind, f"alter table {name} add {definition}") for kind, definition in constraints]
    bare = ", ".join(f"{column} {kind}{' not null' if required else ''}" for column, kind, required in columns)
    return Replica(
        source,
        name,
        ", ".join(column for column, _, _ in columns),
        f"create table {name} ({bare})",
        next(statement for kind, statement in added if kind == "p"),
        tuple(row[0] for row in indexes),
        tuple(statement for kind, statement in added if kind == "f"),
    )
