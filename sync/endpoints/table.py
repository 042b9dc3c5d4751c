"""Shapes of tables, read from a database's own catalogue: columns with types, key, parents."""

from collections.abc import Collection
from dataclasses import dataclass

import psycopg
from psycopg import sql

from sync.errors import SourceShapeError
from sync.specifications.specification import TableSpecification


@dataclass(frozen=True)
class Parent:
    """A foreign key of one column: which column of the child names which key of which table."""

    column: str
    home: str
    table: str
    key: str
    required: bool
    """Whether a child cannot outlive its parent."""


@dataclass(frozen=True)
class Table:
    """One replicated table as the warehouse has it.

    `schema` is its schema in the source, and in the warehouse once it is published; `home` is where its rows are now.
    """

    schema: str
    home: str
    specification: TableSpecification
    columns: dict[str, str]
    key: str
    parents: tuple[Parent, ...]
    portable: bool = False
    """Whether the two databases keep text in different encodings, so that checksums must not depend on them."""

    @property
    def name(self) -> str:
        return self.specification.name

    @property
    def is_published(self) -> bool:
        """Whether readers see it; a first load is hidden until it is whole."""
        return self.home == self.schema

    @property
    def identifier(self) -> sql.Identifier:
        """The table in the warehouse."""
        return sql.Identifier(self.home, self.name)

    @property
    def source_identifier(self) -> sql.Identifier:
        """The table in the source."""
        return sql.Identifier(self.schema, self.name)

    @property
    def staged(self) -> sql.Identifier:
        """Its waiting room, see `sync.merge.staging`."""
        return sql.Identifier("pg_temp", f"staged_{self.name}")

    @property
    def column_list(self) -> sql.Composed:
        return sql.SQL(", ").join(map(sql.Identifier, self.columns))

    @property
    def cursor_type(self) -> str:
        """`timestamp…` (UTC wall clock) or `timestamp with time zone`."""
        return self.columns[self.specification.cursor]


def replica(
    connection: psycopg.Connection, schema: str, specification: TableSpecification, home: str | None = None
) -> Table:
    """The table that a specification fills, as the warehouse has it; `home` where it is not published yet."""
    name, home = specification.name, home or schema
    key = connection.execute(
        """
        select attribute.attname
        from pg_index
        join pg_attribute as attribute on attribute.attrelid = indrelid and attribute.attnum = any(indkey)
        where indrelid = to_regclass(format('%%I.%%I', %s::text, %s::text)) and indisprimary
        """,
        [home, name],
    ).fetchone()
    parents = connection.execute(
        """
        select
            child.attname,
            parent.relnamespace::regnamespace::text,
            parent.relname,
            parent_key.attname,
            confdeltype not in ('n', 'd')
        from pg_constraint
        join pg_class as parent on parent.oid = confrelid
        join pg_attribute as child on child.attrelid = conrelid and child.attnum = conkey[1]
        join pg_attribute as parent_key on parent_key.attrelid = confrelid and parent_key.attnum = confkey[1]
        where conrelid = to_regclass(format('%%I.%%I', %s::text, %s::text)) and contype = 'f' and confrelid <> conrelid
        order by conname
        """,
        [home, name],
    ).fetchall()
    if key is None:
        raise SourceShapeError(f"The warehouse lacks the table {home}.{name}; run `atalaya migrate`.")
    return Table(
        schema,
        home,
        specification,
        columns_of(connection, home, name),
        key[0],
        tuple(Parent(*row) for row in parents),
    )


def check_shape(connection: psycopg.Connection, table: Table, setting: str) -> None:
    """Whether a source's table can fill the replica; extra columns do not matter.

    Raises SourceShapeError that names the missing table, or every missing or retyped column.
    """
    found = columns_of(connection, table.schema, table.name)
    if not found:
        raise SourceShapeError(
            f"The source has no table {table.schema}.{table.name}; restore it, or correct {setting}."
        )
    missing = [name for name in table.columns if name not in found]
    retyped = [
        f"its column {name} is {found[name]} instead of {wanted}"
        for name, wanted in table.columns.items()
        if name in found and found[name] != wanted
    ]
    if missing or retyped:
        parts = ([f"it has no column {', '.join(missing)}"] if missing else []) + retyped
        raise SourceShapeError(
            f"The source's table {table.schema}.{table.name} has changed: {'; '.join(parts)}. "
            f"Its last good rows stay. Put the column back as it was, correct {setting} if it names the wrong "
            "database, or adapt the replica in a migration."
        )


def extra_columns(connection: psycopg.Connection, table: Table) -> list[str]:
    """Columns that the source has and the replica leaves out."""
    return [name for name in columns_of(connection, table.schema, table.name) if name not in table.columns]


def extra_tables(connection: psycopg.Connection, schema: str, known: Collection[str]) -> list[str]:
    """Tables that the source's schema has and nobody copies."""
    rows = connection.execute(
        "select relname from pg_class where relnamespace = to_regnamespace(quote_ident(%s)) "
        "and relkind in ('r', 'p') order by relname",
        [schema],
    ).fetchall()
    return [row[0] for row in rows if row[0] not in known]


def columns_of(connection: psycopg.Connection, schema: str, name: str) -> dict[str, str]:
    """Names and types of a table's columns on either side; empty when there is no such table."""
    rows = connection.execute(
        """
        select attribute.attname, format_type(attribute.atttypid, attribute.atttypmod)
        from pg_attribute as attribute
        where attribute.attrelid = to_regclass(format('%%I.%%I', %s::text, %s::text))
            and attribute.attnum > 0 and not attribute.attisdropped
        order by attribute.attnum
        """,
        [schema, name],
    ).fetchall()
    return dict(rows)
