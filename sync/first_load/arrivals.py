"""Which tables are loaded for the first time, and how they get from the source to where they can be published."""

from collections.abc import Sequence
from dataclasses import replace

import psycopg
from psycopg import sql

from sync.endpoints.snapshot import moment_literal
from sync.endpoints.table import Table
from sync.first_load import hidden_tables
from sync.first_load.parallel_copy import FirstLoad
from sync.log import records
from sync.merge.comparison import Comparison
from sync.merge.staging import Counts
from sync.specifications.specification import SourceSpecification


def bring_first_loads(work: FirstLoad, connection: psycopg.Connection, tables: Sequence[Table]) -> dict[str, Table]:
    """Loads the tables that never were into the hidden schema; returns those that arrived whole.

    A table that was never loaded and has rows nevertheless is no first load: it is compared row by row like any other.
    """
    source = work.snapshot.specification
    new = [table for table in tables if _is_new(connection, source, table)]
    if not new:
        return {}
    with work.open_warehouse() as owner:
        hidden = [
            replace(hidden_tables.open_table(owner, source, table.specification), portable=table.portable)
            for table in new
        ]
        work.bring(hidden)
        arrived = {}
        for table in hidden:
            if table.name in work.failures:
                hidden_tables.discard(owner, source.name, table)
            else:
                _mark(owner, source, table, work.journal.run)
                arrived[table.name] = hidden_tables.with_parents(owner, table)
    return arrived


def counts_of(found: Comparison) -> Counts:
    """What publishing a hidden table adds to its verdict: all its rows, less those that are counted already."""
    work = found.work
    row = work.connection.execute(
        "select coalesce(sum(rows_read), 0)::bigint, coalesce(sum(bytes), 0)::bigint from ops.first_load_chunk "
        'where source = %s and "table" = %s',
        [work.source.name, work.table.name],
    ).fetchone()
    assert row is not None  # noqa: S101  an aggregate has one row
    counted = work.outcome.counts
    rows = (work.outcome.warehouse_count or 0) + (len(found.kept) if found.kept else 0)
    return Counts(
        read=row[0],
        bytes=row[1],
        inserted=rows - counted.inserted,
        updated=-counted.updated,
        deleted=-counted.deleted,
    )


def _is_new(connection: psycopg.Connection, source: SourceSpecification, table: Table) -> bool:
    if records.mark(connection, source.name, table).loaded:
        return False
    empty = connection.execute(sql.SQL("select not exists (select from {})").format(table.identifier)).fetchone()
    return empty == (True,)


def _mark(owner: psycopg.Connection, source: SourceSpecification, table: Table, run: int) -> None:
    """The watermark of what arrived: of a load in several runs, the oldest snapshot bounds it."""
    row = owner.execute(
        'select min(taken_at) from ops.first_load_chunk where source = %s and "table" = %s', [source.name, table.name]
    ).fetchone()
    assert row is not None  # noqa: S101  an aggregate has one row
    cursor = sql.Identifier(table.specification.cursor)
    newest = owner.execute(
        sql.SQL("select max({cursor})::text from {table} where isfinite({cursor}) and {cursor} <= {limit}").format(
            cursor=cursor, table=table.identifier, limit=moment_literal(table, row[0])
        )
    ).fetchone()
    if newest is not None and newest[0] is not None:
        records.advance(owner, source.name, table, run, newest[0])
