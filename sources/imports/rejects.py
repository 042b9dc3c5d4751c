"""Rows that cannot be read: where each stands, why, and what the recipe took of it.

They stay in the database, since a file may have as many of them as it has rows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

from db.statements import statements_beside
from sources.imports.files import Unreadable
from sources.imports.staging import FILE_LINES, LINE

_SQL = statements_beside(__file__)


@dataclass(frozen=True)
class Reject:
    """A row that cannot be read."""

    table: str
    file: str
    """Empty where a recipe's query does not say from which line it made the row."""
    line: int
    reason: str
    data: Mapping[str, str | None]
    """The texts of the columns that the recipe gives."""


def begin(connection: psycopg.Connection) -> None:
    """Makes room for the rejects of one import, inside its transaction."""
    connection.execute(_SQL["create"])


def add_rows(connection: psycopg.Connection, table: str, files: Sequence[str], read: sql.Composable) -> int:
    """Adds the rows of a table of read rows that have a reason; returns how many."""
    return connection.execute(
        _SQL["add_rows"].format(
            table=sql.Literal(table),
            files=sql.Literal(list(files)),
            file_lines=sql.Literal(FILE_LINES),
            line=sql.Identifier(LINE),
            read=read,
        )
    ).rowcount


def add_lines(connection: psycopg.Connection, table: str, lines: Sequence[tuple[str, Unreadable]]) -> None:
    """Adds lines of files that are no rows at all; of these nothing is mapped, so nothing of them is kept."""
    with (
        connection.cursor() as cursor,
        cursor.copy('copy pg_temp.rejects ("table", file, line, reason, data) from stdin') as copy,
    ):
        for file, line in lines:
            copy.write_row((table, file, line.line, line.reason, Jsonb({})))


def count(connection: psycopg.Connection) -> int:
    """How many there are."""
    row = connection.execute(_SQL["count"]).fetchone()
    return int(row[0]) if row else 0


def first(connection: psycopg.Connection, rows: int, *, table: str = "") -> tuple[Reject, ...]:
    """The first of them, or of those of a table, in the order of the files."""
    found = connection.execute(_SQL["first"].format(table=sql.Literal(table), limit=sql.Literal(rows))).fetchall()
    return tuple(Reject(*row) for row in found)


def keep(connection: psycopg.Connection, recipe: str) -> None:
    """Remembers them as those of the newest import of this name."""
    connection.execute(_SQL["keep"].format(recipe=sql.Literal(recipe)))
