"""What an import did, and what is remembered of those that were made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import psycopg

from db.phrase import phrase
from sources.imports import rejects
from sources.imports.errors import NoSuchRecipe
from sources.imports.loading import Written
from sources.imports.recipe import Recipe, read, written
from sources.imports.rejects import Reject


@dataclass(frozen=True)
class Imported:
    """What came of an import, or would come of it."""

    recipe: Recipe
    time_zone: str
    tables: tuple[Written, ...]
    evidence: tuple[str, ...]
    """How files and columns were read, in words."""
    warnings: tuple[str, ...]
    """What a reader of the pages should know of the files."""
    rejected: int
    """Rows that cannot be read."""
    rejects: tuple[Reject, ...]
    """The first of them; the database of imports has them all."""
    newest_day: date | None
    """The local date of the newest moment, from which pages look at it."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """Rows that a rule of the recipe leaves out, by its reason."""
    preview: Mapping[str, Sequence[Mapping[str, object]]] = field(default_factory=dict)
    """By table: the first rows."""
    seconds: float = 0.0
    courses: tuple[Mapping[str, Any], ...] = ()
    """Of all imports of study groups, where this is one."""

    @property
    def rows(self) -> int:
        """Rows of all tables."""
        return sum(table.rows for table in self.tables)

    @property
    def changed(self) -> int:
        """Rows that differ from the last import."""
        return sum(table.inserted + table.updated + table.deleted for table in self.tables)


@dataclass(frozen=True)
class Remembered:
    """An import that was made."""

    name: str
    source: str
    recipe: Recipe
    time_zone: str
    imported_at: datetime
    newest_day: date | None
    rows: int
    rejected: int


def remember(connection: psycopg.Connection, found: Imported) -> None:
    """Keeps what was imported, and what was rejected, in the caller's transaction."""
    name = found.recipe.name
    connection.execute(
        """
        insert into imports.recipe (name, source, recipe, time_zone, imported_at, newest_day, rows, rejected)
        values (%s, %s, %s, %s, now(), %s, %s, %s)
        on conflict (name) do update set
            source = excluded.source, recipe = excluded.recipe, time_zone = excluded.time_zone,
            imported_at = excluded.imported_at, newest_day = excluded.newest_day, rows = excluded.rows,
            rejected = excluded.rejected
        """,
        [
            name, found.recipe.source, written(found.recipe), found.time_zone, found.newest_day, found.rows,
            found.rejected,
        ],
    )  # fmt: skip
    rejects.keep(connection, name)


def remembered(connection: psycopg.Connection) -> list[Remembered]:
    """The imports that were made, by name; none where there never was one."""
    if connection.execute("select to_regclass('imports.recipe') is null").fetchone() == (True,):
        return []
    rows = connection.execute(
        "select name, source, recipe, time_zone, imported_at, newest_day, rows, rejected from imports.recipe order by 1"
    ).fetchall()
    return [Remembered(name, source, read(text, name), *rest) for name, source, text, *rest in rows]


def remembered_of(connection: psycopg.Connection, name: str) -> Remembered:
    """The import of a name. Raises NoSuchRecipe, naming those that there are."""
    every = remembered(connection)
    for one in every:
        if one.name == name:
            return one
    known = ", ".join(one.name for one in every)
    if not known:
        raise NoSuchRecipe(phrase("There is no import {name}; nothing was imported yet.", name=name))
    raise NoSuchRecipe(phrase("There is no import {name}; there are {known}.", name=name, known=known))
