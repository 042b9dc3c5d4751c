"""How far each table has been read: its watermark, and whether its whole history has arrived."""

from collections.abc import Mapping, Sequence
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

    @property
    def is_finished(self) -> bool:
        """Whether nothing is left to be written down of the first load."""
        return self.loaded and self.begun_at is None


def watermarks(connection: psycopg.Connection, tables: Sequence[Table]) -> dict[str, Watermark]:
    """The watermark of each of these tables of one source; an empty one before its first batch."""
    if not tables:
        return {}
    asked = {"source": tables[0].source.name, "tables": [table.name for table in tables]}
    rows = connection.execute(_SQL["watermarks"], asked).fetchall()
    return {name: Watermark(*known) for name, *known in rows}


def watermark(connection: psycopg.Connection, table: Table) -> Watermark:
    """A table's watermark, as it is by now."""
    return watermarks(connection, [table])[table.name]


def await_first_load(connection: psycopg.Connection, tables: Mapping[str, Sequence[str]]) -> bool:
    """Whether one of these tables, which are named by source, has never been loaded whole."""
    places = [(source, name) for source, names in tables.items() for name in names]
    values = {"sources": [source for source, _ in places], "tables": [name for _, name in places]}
    return connection.execute(_SQL["await_first_load"], values).fetchone() == (True,)


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
