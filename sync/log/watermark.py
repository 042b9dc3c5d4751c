"""How far each table has been read: its watermark, and whether its whole history has arrived."""

from dataclasses import dataclass
from datetime import datetime

import psycopg
from psycopg import sql

from db.statements import statements_beside
from sync.endpoints.table import Table

_SQL = statements_beside(__file__)


@dataclass(frozen=True)
class Watermark:
    """How far a table had been read before this run."""

    cursor: str | None = None
    """The newest cursor that was read, as text; None before the first batch."""
    loaded: bool = False
    begun_at: datetime | None = None
    """Moment of the oldest snapshot in a first load that is under way; what changed since may still be to come."""


def watermark(connection: psycopg.Connection, table: Table) -> Watermark:
    """The table's watermark; an empty one before its first batch."""
    row = connection.execute(_SQL["watermark"], {"source": table.source.name, "table": table.name}).fetchone()
    assert row is not None  # noqa: S101  the row that is asked for is always there
    return Watermark(*row)


def advance(connection: psycopg.Connection, table: Table, run: int, cursor: str) -> None:
    """Moves the watermark forward, never back; in the transaction of the rows that it stands for."""
    connection.execute(
        _SQL["advance"].format(
            source=sql.Literal(table.source.name),
            table=sql.Literal(table.name),
            watermark=sql.Literal(cursor),
            run=sql.Literal(run),
            type=sql.SQL(table.cursor_type),
        )
    )


def is_behind(connection: psycopg.Connection, table: Table, newest: str | None, cursor: str | None) -> bool:
    """Whether a source's newest cursor lies before a watermark's."""
    if newest is None or cursor is None or newest == cursor:
        return False
    earlier = sql.SQL("select {newest}::{type} < {cursor}::{type}").format(
        newest=sql.Literal(newest), cursor=sql.Literal(cursor), type=sql.SQL(table.cursor_type)
    )
    return connection.execute(earlier).fetchone() == (True,)


def put_back(connection: psycopg.Connection, table: Table, run: int, cursor: str) -> None:
    """Moves the watermark back to where the source is by now, once every row has been compared."""
    connection.execute(
        "update ops.sync_watermark set watermark = %s, run = %s, updated_at = clock_timestamp() "
        'where source = %s and "table" = %s',
        [cursor, run, table.source.name, table.name],
    )


def finish_first_load(connection: psycopg.Connection, table: Table, run: int) -> None:
    """Notes that the whole history has arrived."""
    place = {"source": table.source.name, "table": table.name}
    connection.execute(_SQL["mark_loaded"], {**place, "run": run})
    connection.execute('delete from ops.first_load_chunk where source = %(source)s and "table" = %(table)s', place)
