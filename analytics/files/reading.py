"""Reads the rows of a file a stretch at a time, so that neither memory nor a page limits how many there are.

The connection is none of the pages' pool: a reader with a slow line keeps it for as long as the file takes. Whoever
stops reading ends the query in the server.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import text
from sqlalchemy.dialects.postgresql import psycopg as dialect

from analytics import query, sentences
from analytics.files.extract import Extract
from analytics.question import is_of_primary
from db import warehouse

ROWS_AT_ONCE = 5_000

APPLICATION = "atalaya file"
"""How `pg_stat_activity` calls the connection of a file."""

_DIALECT = dialect.dialect()  # type: ignore[no-untyped-call]


@dataclass(frozen=True)
class Column:
    """A column by name, and what Postgres calls its type."""

    name: str
    kind: str


class Reading:
    """An extract that is asked for on a connection of its own, which `stop` frees from whatever it waits for."""

    def __init__(self, extract: Extract, connection: psycopg.Connection, language: str | None = None) -> None:
        self.extract, self.connection, self.language = extract, connection, language
        self.asked = _bound(extract.statement, connection)

    @cached_property
    def columns(self) -> list[Column]:
        """What each row has; said in a language, a text stands without its code and values. Raises QueryError."""
        with query.explained_errors():
            found = self._described()
        return found if self.language is None else _without_codes(found)

    def count(self) -> int:
        """How many rows there are. Raises QueryError."""
        return int(self._told(f"select count(*) from ({self.asked}) as counted"))

    def size(self) -> int:
        """About how many bytes the rows have in a workbook, by what the planner expects. Raises QueryError."""
        plan = self._told(f"explain (format json) {self.asked}")[0]["Plan"]
        return int(plan["Plan Rows"] * (plan["Plan Width"] + 60 * len(self.columns)))

    def copied(self, cells: Sequence[str], options: str) -> Iterator[bytes]:
        """Every row as the server writes it, of these expressions."""
        with (
            query.explained_errors(),
            psycopg.RawCursor(self.connection) as cursor,
            cursor.copy(f"copy ({self._selecting(cells)}) to stdout ({options})".encode()) as copy,
        ):
            yield from map(bytes, copy)

    def rows(self, cells: Sequence[str]) -> Iterator[list[tuple[Any, ...]]]:
        """The same as values, a stretch at a time."""
        with query.explained_errors(), psycopg.ServerCursor(self.connection, "file") as cursor:
            cursor.execute(self._selecting(cells).encode())
            while stretch := cursor.fetchmany(ROWS_AT_ONCE):
                yield stretch

    def stop(self) -> None:
        """Ends the query in the server; may be called while another thread reads. Nothing is left to wait for."""
        with suppress(psycopg.Error, OSError):
            self.connection.cancel()

    def _told(self, statement: str) -> Any:
        with query.explained_errors():
            found: Any = self.connection.execute(statement.encode()).fetchone()
        return found[0]

    def _selecting(self, cells: Sequence[str]) -> str:
        return f"select {', '.join(cells)} from ({self.asked}) as rows"

    def _described(self) -> list[Column]:
        cursor = self.connection.execute(f"select * from ({self.asked}) as rows limit 0".encode())
        names = [(found.name, found.type_code) for found in cursor.description or ()]
        types: dict[int, str] = dict(
            self.connection.execute(
                "select oid, format_type(oid, null) from pg_type where oid = any(%s::oid[])",
                [[code for _name, code in names]],
            ).fetchall()
        )
        return [Column(name, types[code]) for name, code in names]


@contextmanager
def opened(extract: Extract, language: str | None = None, *, of_primary: bool = False) -> Iterator[Reading]:
    """The extract on a connection of its own, looking from its day, on its zone's clock, without a time limit.

    With a language, views say their sentences in it, and lists are in its order; without one, rows are as views have
    them. `of_primary` asks the warehouse itself and no replica. Raises QueryError.
    """
    with query.explained_errors():
        here = warehouse.current()
        of_primary |= is_of_primary(extract.relation)
        pooled = (here.primary if of_primary else here.reader).raw_connection()
        connection: Any = pooled.driver_connection
        pooled.detach()
    try:
        with query.explained_errors():
            _prepare(connection, extract, language)
        yield Reading(extract, connection, language)
    finally:
        connection.close()


def _without_codes(columns: list[Column]) -> list[Column]:
    names = {column.name for column in columns}
    coded = {name for name in names if {f"{name}_code", f"{name}_values"} <= names}
    left_out = {f"{name}{end}" for name in coded for end in ("_code", "_values")}
    return [column for column in columns if column.name not in left_out]


def _prepare(connection: psycopg.Connection, extract: Extract, language: str | None) -> None:
    as_of = extract.statement.as_of
    settings = {
        "application_name": APPLICATION,
        "timezone": extract.zone,
        **({"atalaya.language": language, sentences.SETTING: sentences.in_language(language)} if language else {}),
        **({"atalaya.as_of": as_of.isoformat()} if as_of is not None else {}),
    }
    # One transaction for the whole file, with all that is set for it.
    connection.execute(warehouse.as_reader(timeout_seconds=0).encode())
    for name, value in settings.items():
        connection.execute("select set_config(%s, %s, true)", [name, value])


def quoted(name: str) -> str:
    """A name as SQL writes it."""
    return sql.Identifier(name).as_string(None)


def _bound(statement: query.Statement, connection: psycopg.Connection) -> str:
    """The statement with its parameters as literals: `copy` and server-side cursors take no others."""
    compiled = text(statement.text).compile(dialect=_DIALECT)
    return psycopg.ClientCursor(connection).mogrify(str(compiled).encode(), statement.parameters)
