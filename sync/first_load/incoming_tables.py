"""The incoming tables of a first load: made like the empty ones, filled without keys, then given all that those have.

They stand in a schema that no reader may look into.
"""

from collections.abc import Sequence
from dataclasses import replace

import psycopg
from psycopg import sql

from db.statements import statements_beside
from db.warehouse import SYNC
from sync.endpoints.table import Shape, Table, catalogue, replica

_SQL = statements_beside(__file__)


def open_tables(owner: psycopg.Connection, tables: Sequence[Table]) -> list[Table]:
    """The incoming tables of a source's replicas: those of an interrupted load while their columns fit, else new ones.

    Both catalogues are read once, however many tables there are.
    """
    source = tables[0].source
    published, incoming = catalogue(owner, source), catalogue(owner, source, source.domain.incoming_schema)
    return [_open_table(owner, table, replica(published, table.name), incoming[table.name]) for table in tables]


def _open_table(owner: psycopg.Connection, table: Table, published: Table, interrupted: Shape) -> Table:
    schema = table.source.domain.incoming_schema
    incoming = replace(published, current_schema=schema, portable=table.portable, ambiguous_rows=table.ambiguous_rows)
    if interrupted.columns == published.columns:
        _drop_foreign_keys(owner, incoming)
        return incoming
    with owner.transaction():
        discard(owner, incoming)
        # What is full in a minute need not be tidied up meanwhile: autovacuum is off.
        owner.execute(_SQL["create_incoming"].format(incoming=incoming.identifier, published=published.identifier))
        _take_over_comment(owner, published, incoming)
        _let_columns_be_null(owner, incoming)
        owner.execute(
            sql.SQL("grant select, insert, update, delete, truncate on {} to {}").format(
                incoming.identifier, sql.Identifier(SYNC)
            )
        )
    return incoming


def with_parents(owner: psycopg.Connection, incoming: Sequence[Table]) -> list[Table]:
    """The incoming tables of a source, once their foreign keys are there: some of their parents are incoming too."""
    if not incoming:
        return []
    found = catalogue(owner, incoming[0].source, incoming[0].current_schema)
    return [
        replace(replica(found, table.name), portable=table.portable, ambiguous_rows=table.ambiguous_rows)
        for table in incoming
    ]


def discard(owner: psycopg.Connection, incoming: Table) -> None:
    """Forgets an incoming table and how far it was loaded."""
    owner.execute(sql.SQL("drop table if exists {} cascade").format(incoming.identifier))
    owner.execute(
        'delete from ops.first_load_chunk where source = %s and "table" = %s', [incoming.source.name, incoming.name]
    )


def _let_columns_be_null(owner: psycopg.Connection, incoming: Table) -> None:
    changes = [sql.SQL("alter column {} drop not null").format(sql.Identifier(column)) for column in incoming.columns]
    owner.execute(sql.SQL("alter table {} {}").format(incoming.identifier, sql.SQL(", ").join(changes)))


def _take_over_comment(owner: psycopg.Connection, published: Table, incoming: Table) -> None:
    row = owner.execute(_SQL["comment"], {"schema": published.schema, "name": published.name}).fetchone()
    if row and row[0]:
        owner.execute(sql.SQL("comment on table {} is {}").format(incoming.identifier, sql.Literal(row[0])))


def _drop_foreign_keys(owner: psycopg.Connection, incoming: Table) -> None:
    """Those of an interrupted load: its parents may have been published, or begun to come in, since."""
    place = {"schema": incoming.current_schema, "name": incoming.name}
    for (name,) in owner.execute(_SQL["foreign_keys"], place).fetchall():
        owner.execute(sql.SQL("alter table {} drop constraint {}").format(incoming.identifier, sql.Identifier(name)))
