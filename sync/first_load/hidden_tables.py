"""The hidden tables of a first load: made like the empty ones, filled without keys, then given all that those have."""

from dataclasses import replace

import psycopg
from psycopg import sql

from db.warehouse import SYNC
from sync.endpoints.table import Table, columns_of, replica
from sync.specifications.specification import SourceSpecification, TableSpecification


def home_of(source: SourceSpecification) -> str:
    """The schema that no reader sees."""
    return source.domain.incoming_schema


def open_table(owner: psycopg.Connection, source: SourceSpecification, specification: TableSpecification) -> Table:
    """The hidden table of a replica: that of an interrupted load while its columns fit, else a new one."""
    real = replica(owner, source.schema, specification)
    home = home_of(source)
    table = Table(real.schema, home, specification, real.columns, real.key, real.parents)
    if columns_of(owner, home, table.name) == real.columns:
        _untie(owner, table)
    else:
        with owner.transaction():
            discard(owner, source.name, table)
            owner.execute(
                sql.SQL(
                    "create table {} (like {} including defaults including generated including comments) "
                    # What is full in a minute need not be tidied up meanwhile.
                    "with (autovacuum_enabled = off)"
                ).format(table.identifier, real.identifier)
            )
            for column in real.columns:
                owner.execute(
                    sql.SQL("alter table {} alter column {} drop not null").format(
                        table.identifier, sql.Identifier(column)
                    )
                )
            owner.execute(
                sql.SQL("grant select, insert, update, delete, truncate on {} to {}").format(
                    table.identifier, sql.Identifier(SYNC)
                )
            )
    return table


def with_parents(owner: psycopg.Connection, table: Table) -> Table:
    """The hidden table, once its foreign keys are there: some of its parents are hidden too."""
    found = replica(owner, table.schema, table.specification, table.home)
    return replace(found, portable=table.portable)


def discard(owner: psycopg.Connection, source: str, table: Table) -> None:
    """Forgets a hidden table and how far it was loaded."""
    owner.execute(sql.SQL("drop table if exists {} cascade").format(table.identifier))
    owner.execute('delete from ops.first_load_chunk where source = %s and "table" = %s', [source, table.name])


def _untie(owner: psycopg.Connection, table: Table) -> None:
    """Drops the foreign keys of an interrupted load: its parents may have been published or hidden since."""
    names = owner.execute(
        "select conname from pg_constraint where contype = 'f' "
        "and conrelid = to_regclass(format('%%I.%%I', %s::text, %s::text))",
        [table.home, table.name],
    ).fetchall()
    for (name,) in names:
        owner.execute(sql.SQL("alter table {} drop constraint {}").format(table.identifier, sql.Identifier(name)))
