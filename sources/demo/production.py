"""What every simulated production has in common: its tables, its SQL, and a history that follows from a seed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from typing import LiteralString

from psycopg import Connection

from sources.demo.history import Changes
from sources.demo.writer import Table


@dataclass(frozen=True)
class World:
    """One possible organisation; everything that ever happens in it follows from these three values."""

    seed: int
    scale: float
    founded_at: datetime


@dataclass(frozen=True)
class Production:
    """One simulated production database.

    `directory` holds `production.sql` (drops and makes the tables), `indexes.sql` and, where some of what happens is
    drawn in the database itself, `happenings.sql` with the parameters %(since)s and %(until)s.
    """

    name: str
    zone: tzinfo
    directory: Path
    extra_tables: tuple[Table, ...]
    """Tables that nobody copies and that rows are written into; they come before the others."""
    copied_tables: tuple[Table, ...]
    """Parents before children."""
    changes: Callable[[World, datetime | None, datetime], Changes]
    """Everything that happened after the first moment (None: ever) up to and including the second."""
    write_order: tuple[Table, ...] = ()
    """All tables in another order than extra tables first, where one of those refers to a copied one."""

    @property
    def tables(self) -> tuple[Table, ...]:
        return self.write_order or (*self.extra_tables, *self.copied_tables)

    @property
    def first_table(self) -> str:
        """A table by which a database that is not ours is told."""
        table = self.copied_tables[0]
        return f'{table.schema}."{table.name}"'

    def create_tables(self, connection: Connection) -> None:
        """Drops the production's tables and makes them again, empty."""
        connection.execute(self._statements("production.sql"))

    def create_indexes(self, connection: Connection) -> None:
        """Adds the indexes."""
        connection.execute(self._statements("indexes.sql"))

    def happen(self, connection: Connection, since: datetime, until: datetime) -> None:
        """Lets happen, between two moments, what is drawn in the database."""
        if (self.directory / "happenings.sql").exists():
            connection.execute(self._statements("happenings.sql"), {"since": since, "until": until})

    def _statements(self, file: str) -> LiteralString:
        return (self.directory / file).read_text(encoding="utf-8")
