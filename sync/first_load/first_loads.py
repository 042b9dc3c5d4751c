"""Which tables are loaded for the first time, and how they get from the source to where they can be published."""

from collections.abc import Sequence

import psycopg
from psycopg import sql

from db.statements import statements_beside
from sync.endpoints.conditions import moment_literal
from sync.endpoints.table import Table
from sync.first_load import incoming_tables
from sync.first_load.parallel_copy import FirstLoad
from sync.log.outcome import Counts
from sync.log.watermark import advance

_SQL = statements_beside(__file__)


def load_new_tables(load: FirstLoad, connection: psycopg.Connection, tables: Sequence[Table]) -> dict[str, Table]:
    """Loads tables that never were into the incoming schema; returns those that arrived whole.

    A table that was never loaded and has rows nevertheless is no first load: it is compared row by row like any other.
    """
    new = [table for table in tables if _is_empty(connection, table)]
    if not new:
        return {}
    with load.open_warehouse() as owner:
        incoming = incoming_tables.open_tables(owner, new)
        load.copy_and_index(owner, incoming)
        for table in incoming:
            if table.name in load.failures:
                incoming_tables.discard(owner, table)
            else:
                _set_watermark(owner, table, load.log.run)
        arrived = [table for table in incoming if table.name not in load.failures]
        return {table.name: table for table in incoming_tables.with_parents(owner, arrived)}


def counts_when_published(connection: psycopg.Connection, table: Table, rows: int, counted: Counts) -> Counts:
    """What publishing an incoming table of so many rows adds to its outcome, less what is counted already."""
    place = {"source": table.source.name, "table": table.name}
    row = connection.execute(_SQL["volume"], place).fetchone()
    assert row is not None  # noqa: S101  an aggregate has one row
    return Counts(
        read=row[0],
        bytes=row[1],
        inserted=rows - counted.inserted,
        updated=-counted.updated,
        deleted=-counted.deleted,
    )


def _is_empty(connection: psycopg.Connection, table: Table) -> bool:
    empty = connection.execute(sql.SQL("select not exists (select from {})").format(table.identifier)).fetchone()
    return empty == (True,)


def _set_watermark(owner: psycopg.Connection, table: Table, run: int) -> None:
    """The watermark of what arrived: of a load in several runs, the oldest snapshot bounds it."""
    row = owner.execute(_SQL["oldest_snapshot"], {"source": table.source.name, "table": table.name}).fetchone()
    assert row is not None  # noqa: S101  an aggregate has one row
    newest = owner.execute(
        _SQL["highest_cursor"].format(cursor=table.cursor, table=table.identifier, moment=moment_literal(table, row[0]))
    ).fetchone()
    if newest is not None and newest[0] is not None:
        advance(owner, table, run, newest[0])
