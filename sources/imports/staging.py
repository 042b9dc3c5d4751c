"""Files on their way in: each is a table of texts for as long as it is mapped."""

import re
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import psycopg
from psycopg import sql

from db.phrase import phrase
from sources.imports.database import MAPPER
from sources.imports.errors import ImportRefused
from sources.imports.files import Table, Unreadable
from sources.imports.recipe import Section

LINE = "_line"
"""The column that says where a row stood: the file's number times `FILE_LINES`, and the line in it."""

FILE = "_file"
"""The column that says which file a row is of; it is there where a recipe asks for it."""

FILE_LINES = 2**40

MOST_UNREADABLE = 100_000
"""A file of which more lines are no rows is refused."""

_BATCH = 2_000
"""So many lines travel at once; after each there is room to say how far it is, and to stop."""

_LOCK, _TRY, _UNLOCK = (
    f"select pg_{what}(hashtextextended('atalaya draft ' || %s::text, 0))"
    for what in ("advisory_lock", "try_advisory_lock", "advisory_unlock")
)
_TABLES = "select relname from pg_class where relnamespace = 'staging'::regnamespace and relkind = 'r'"

_WHOLE_ROWS = re.compile(r"\*|(?<!from )(?<!join )\bfile\b(?!\.)", re.IGNORECASE)
"""A query that takes rows as they are, whatever their columns."""

_SPECIAL = re.compile(r"[\\\t\n\r]")
_ESCAPES = {"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"}


@dataclass
class Staged:
    """A staging table, and what reading its files told."""

    name: str
    header: tuple[str, ...]
    """The columns that are staged."""
    every_header: tuple[str, ...]
    """Those that the files have."""
    files: tuple[str, ...]
    lines: int = 0
    unreadable: list[tuple[str, Unreadable]] = field(default_factory=list)
    """By file: lines that are no rows."""
    notes: list[str] = field(default_factory=list)

    @property
    def identifier(self) -> sql.Identifier:
        return sql.Identifier("staging", self.name)

    def place(self, number: int) -> tuple[str, int]:
        """The file and the line that a `_line` stands for."""
        return self.files[number // FILE_LINES], number % FILE_LINES


def stage(
    connection: psycopg.Connection,
    name: str,
    tables: Sequence[Table],
    sections: Sequence[Section],
    report: Callable[[int], None],
) -> Staged:
    """Copies files into a table of texts; of their columns only those that a section could name.

    `report` is told the lines so far, and may raise to stop. Tables with other headers share a staging table.
    """
    every = tuple(dict.fromkeys(column for table in tables for column in table.header))
    header = _named(every, sections)
    staged = Staged(name, header, every, tuple(table.file for table in tables))
    columns = [sql.SQL("{} text").format(sql.Identifier(column)) for column in header]
    columns.append(sql.SQL("{} bigint").format(sql.Identifier(LINE)))
    connection.execute(sql.SQL("drop table if exists {}").format(staged.identifier))
    connection.execute(sql.SQL("create unlogged table {} ({})").format(staged.identifier, sql.SQL(", ").join(columns)))
    connection.execute(sql.SQL("grant select on {} to {}").format(staged.identifier, sql.Identifier(MAPPER)))
    with connection.cursor() as cursor:
        for number, table in enumerate(tables):
            with cursor.copy(sql.SQL("copy {} from stdin").format(staged.identifier)) as copy:
                for text, lines in _batches(table, header, number * FILE_LINES):
                    copy.write(text)
                    staged.lines += lines
                    report(staged.lines)
                    _refuse_no_table(table)
            _refuse_no_table(table)
            staged.unreadable += [(table.file, line) for line in table.unreadable]
            staged.notes += [f"{table.file}: {note.said}" for note in table.notes]
    if not staged.lines and not staged.unreadable:
        raise ImportRefused(phrase("{files} has a header and no rows.", files=", ".join(staged.files)))
    connection.execute(sql.SQL("analyze {}").format(staged.identifier))
    return staged


@contextmanager
def draft(connection: psycopg.Connection, recipe: str) -> Iterator[str]:
    """A name below which an import stages its files.

    They are gone at the end; with the next import where this one was killed.
    """
    name = f"{recipe}-{secrets.token_hex(4)}"
    connection.execute(_LOCK, [name])
    _drop_those_of_the_dead(connection, name)
    try:
        yield name
    finally:
        with suppress(psycopg.Error):
            _drop(connection, [table for table in _staged(connection) if table.startswith(f"{name}.")])
            connection.execute(_UNLOCK, [name])


def _drop_those_of_the_dead(connection: psycopg.Connection, own: str) -> None:
    """Whoever works holds the lock of its draft."""
    for table in _staged(connection):
        other = table.rpartition(".")[0]
        if other != own and connection.execute(_TRY, [other]).fetchone() == (True,):
            _drop(connection, [table])
            connection.execute(_UNLOCK, [other])


def _staged(connection: psycopg.Connection) -> list[str]:
    return [name for (name,) in connection.execute(_TABLES)]


def _drop(connection: psycopg.Connection, tables: Sequence[str]) -> None:
    for table in tables:
        connection.execute(sql.SQL("drop table if exists {}").format(sql.Identifier("staging", table)))


def _refuse_no_table(table: Table) -> None:
    if len(table.unreadable) <= MOST_UNREADABLE:
        return
    first = table.unreadable[0]
    raise ImportRefused(
        phrase(
            "{file} is no table: over {most:,} of its lines are no rows. The first, line {line}: {reason}.",
            file=table.file,
            most=MOST_UNREADABLE,
            line=first.line,
            reason=first.reason,
        )
    )


def _named(every: tuple[str, ...], sections: Sequence[Section]) -> tuple[str, ...]:
    """The headers that a section could name; all, where one reads whole rows."""
    said = "\n".join(section.expressions for section in sections).casefold()
    file = (FILE,) if FILE in said else ()
    if any(_WHOLE_ROWS.search(section.rows) for section in sections):
        return *every, *file
    return (*(column for column in every if column.casefold() in said), *file) or every[:1]


def _batches(table: Table, header: Sequence[str], place: int) -> Iterator[tuple[bytes, int]]:
    """Lines as PostgreSQL's COPY takes them, some thousand at a time."""
    positions = {column: position for position, column in enumerate(table.header)}
    picked = [positions.get(column) for column in header]
    file = [_escaped(table.file)] if FILE in header else []
    picked = picked[: len(picked) - len(file)]
    batch: list[str] = []
    for line, values in table.lines():
        cells = [r"\N" if position is None else _escaped(values[position]) for position in picked]
        cells += file
        cells.append(str(place + line))
        batch.append("\t".join(cells))
        if len(batch) == _BATCH:
            yield _joined(batch), len(batch)
            batch = []
    if batch:
        yield _joined(batch), len(batch)


def _joined(batch: list[str]) -> bytes:
    return ("\n".join(batch) + "\n").encode()


def _escaped(text: str | None) -> str:
    if text is None:
        return r"\N"
    return _SPECIAL.sub(lambda found: _ESCAPES[found[0]], text) if _SPECIAL.search(text) else text
