"""Shapes of tables, read from a database's own catalogue: columns with types, key, parents."""

from dataclasses import dataclass

import psycopg
from psycopg import sql

from db.phrase import phrase
from db.statements import statements_beside
from sync.errors import SourceShapeError
from sync.specifications.specification import SourceSpecification, TableSpecification

_SQL = statements_beside(__file__)


@dataclass(frozen=True)
class Parent:
    """A foreign key of one column: which column of the child names which key of which table."""

    column: str
    schema: str
    table: str
    key: str
    required: bool
    """Whether a child cannot outlive its parent."""


@dataclass(frozen=True)
class Shape:
    """A table, view or foreign table of either side, as its catalogue has it."""

    columns: dict[str, str]
    """Names and types, in order."""
    key: str | None = None
    """The column that is its primary key."""
    kept_apart: tuple[str, ...] = ()
    """Columns of which the database itself sees to it that each has a value, and each value once."""
    parents: tuple[Parent, ...] = ()
    is_counted: bool = False
    """Whether triggers of ours count its rows by their keys."""


NO_SHAPE = Shape({})
"""Of what is not there."""


@dataclass(frozen=True)
class Table:
    """One table of a source, as the warehouse has it; it knows its source, so that nobody need pass both on."""

    source: SourceSpecification
    specification: TableSpecification
    columns: dict[str, str]
    key: str
    parents: tuple[Parent, ...]
    current_schema: str
    """Where its rows are in the warehouse: the source's schema, or the one where a first load waits to be published."""
    portable: bool = False
    """Whether the two databases keep text in different encodings, so that checksums must not depend on them."""
    ambiguous_rows: int = 0
    """Rows of the source that no key tells apart, see `sync.endpoints.ambiguity`."""
    is_counted: bool = False
    """Whether triggers of ours count its rows by their keys as they are written."""

    @property
    def name(self) -> str:
        return self.specification.name

    @property
    def schema(self) -> str:
        """Its schema in the source, and in the warehouse once it is published."""
        return self.source.schema

    @property
    def qualified_name(self) -> str:
        """Schema and name, unquoted: how `ops` names it."""
        return f"{self.schema}.{self.name}"

    @property
    def is_published(self) -> bool:
        """Whether readers see it; a first load is hidden until it is whole."""
        return self.current_schema == self.schema

    @property
    def keys_are_counted(self) -> bool:
        """Whether `ops.key_checksum` tells which keys the warehouse has, as a source of this encoding would."""
        return self.is_counted and self.is_published and not self.portable

    @property
    def identifier(self) -> sql.Identifier:
        """The table in the warehouse, where its rows are now."""
        return sql.Identifier(self.current_schema, self.name)

    @property
    def published_identifier(self) -> sql.Identifier:
        """The table that readers see; in the source it has the same name."""
        return sql.Identifier(self.schema, self.name)

    @property
    def source_rows(self) -> sql.Composable:
        """The rows that can be copied, as a relation of the source: those with a key of their own."""
        if not self.ambiguous_rows:
            return self.published_identifier
        return sql.SQL("(select whole.* from {} as whole where {}) as {}").format(
            self.published_identifier, self.has_own_key, sql.Identifier(self.name)
        )

    @property
    def has_own_key(self) -> sql.Composed:
        """Whether no other row of the source has a row's key, byte by byte as here; null where it has none."""
        return sql.SQL(
            '(({key}::text) collate "C" not in ('
            'select ({key}::text) collate "C" from {table} where {key} is not null group by 1 having count(*) > 1))'
        ).format(key=self.key_column, table=self.published_identifier)

    @property
    def staging(self) -> sql.Identifier:
        """Its staging table, see `sync.merge.staging`."""
        return sql.Identifier("pg_temp", f"staging_{self.name}")

    @property
    def key_column(self) -> sql.Identifier:
        return sql.Identifier(self.key)

    @property
    def cursor(self) -> sql.Identifier:
        """The column that says how new a row is."""
        return sql.Identifier(self.specification.cursor)

    @property
    def cursor_type(self) -> str:
        """`timestamp…` (UTC wall clock) or `timestamp with time zone`."""
        return self.columns[self.specification.cursor]

    @property
    def column_list(self) -> sql.Composed:
        return sql.SQL(", ").join(map(sql.Identifier, self.columns))

    def columns_of(self, alias: str) -> sql.Composed:
        """The column list, each column qualified."""
        return sql.SQL(", ").join(sql.Identifier(alias, column) for column in self.columns)

    @property
    def assignments(self) -> sql.Composed:
        """Every column set to what was proposed for insertion."""
        # The key too: a table that is nothing but its key still needs an assignment.
        return sql.SQL(", ").join(
            sql.SQL("{0} = excluded.{0}").format(sql.Identifier(column)) for column in self.columns
        )


@dataclass(frozen=True)
class Catalogue:
    """What one side's catalogue says of the tables of a source, read at once."""

    source: SourceSpecification
    schema: str
    shapes: dict[str, Shape]
    """Of the tables that are there."""

    def __getitem__(self, table: str) -> Shape:
        return self.shapes.get(table, NO_SHAPE)


def catalogue(connection: psycopg.Connection, source: SourceSpecification, schema: str | None = None) -> Catalogue:
    """The source's tables as a database has them; `schema` where it is not the source's own."""
    place = {"schema": schema or source.schema, "names": [table.name for table in source.tables]}
    found = connection.execute(_SQL["shapes"], place).fetchall()
    shapes = {
        name: Shape(dict(columns), key, tuple(kept_apart), tuple(Parent(*parent) for parent in parents), is_counted)
        for name, columns, key, kept_apart, parents, is_counted in found
    }
    return Catalogue(source, schema or source.schema, shapes)


def replica(warehouse: Catalogue, name: str) -> Table:
    """One of the tables that the warehouse has for a source.

    Raises SourceShapeError when it has no such table.
    """
    shape = warehouse[name]
    if shape.key is None:
        lacking = f"{warehouse.schema}.{name}"
        raise SourceShapeError(phrase("The warehouse lacks the table {table}; run `atalaya migrate`.", table=lacking))
    specification = next(table for table in warehouse.source.tables if table.name == name)
    return Table(
        warehouse.source,
        specification,
        shape.columns,
        shape.key,
        shape.parents,
        warehouse.schema,
        is_counted=shape.is_counted,
    )


def check_shape(table: Table, shape: Shape) -> None:
    """Whether a source's table can fill the replica; extra columns do not matter.

    Raises SourceShapeError that names the missing table, or every missing or retyped column.
    """
    columns, setting = shape.columns, table.source.setting
    if not columns:
        raise SourceShapeError(
            phrase(
                "The source has no table {table}; restore it, or correct {setting}.",
                table=table.qualified_name,
                setting=setting,
            )
        )
    if parts := differences(table, shape):
        raise SourceShapeError(
            phrase(
                "The source's table {table} has changed: {parts}. Its last good rows stay. Put the column back as it "
                "was, correct {setting} if it names the wrong database, or adapt the replica in a migration.",
                table=table.qualified_name,
                parts="; ".join(parts),
                setting=setting,
            )
        )


def differences(table: Table, shape: Shape) -> list[str]:
    """What a source's table lacks to fill the replica, in words: missing columns, and each that is of another type."""
    missing = [name for name in table.columns if name not in shape.columns]
    retyped = [
        phrase(
            "its column {column} is {type} instead of {wanted}", column=name, type=shape.columns[name], wanted=wanted
        )
        for name, wanted in table.columns.items()
        if name in shape.columns and shape.columns[name] != wanted
    ]
    return ([phrase("it has no column {columns}", columns=", ".join(missing))] if missing else []) + retyped


def extra_columns(source: Catalogue, warehouse: Catalogue) -> dict[str, list[str]]:
    """By table: columns that the source has and the replica leaves out."""
    return {
        table: [name for name in source[table].columns if name not in shape.columns]
        for table, shape in warehouse.shapes.items()
    }


def extra_tables(connection: psycopg.Connection, source: Catalogue) -> list[str]:
    """Tables that the source's schema has and nobody copies."""
    rows = connection.execute(_SQL["tables"], {"schema": source.schema}).fetchall()
    return [name for (name,) in rows if name not in source.shapes]
