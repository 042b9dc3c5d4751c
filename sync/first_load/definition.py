"""What a replica has beyond its columns (keys, indexes, foreign keys, checks), as SQL for a first load."""

from dataclasses import dataclass

import psycopg

from db.statements import statements_beside
from sync.endpoints.table import Table

_SQL = statements_beside(__file__)


@dataclass(frozen=True)
class Definition:
    """What a replica has beyond its columns, as SQL for the incoming table."""

    required: tuple[str, ...]
    unique_indexes: tuple[tuple[str, str, tuple[str, ...]], ...]
    """Name, statement, columns."""
    indexes: tuple[tuple[str, str, str | None], ...]
    """Name, statement, comment."""
    keys: tuple[tuple[str, str], ...]
    """Name and the index's role: primary key or unique."""
    foreign_keys: tuple[tuple[str, str], ...]
    """Name, definition."""
    checks: tuple[tuple[str, str], ...]
    """Name, condition that every row meets."""


def definition(connection: psycopg.Connection, table: Table) -> Definition:
    """Reads the replica's own catalogue entries, retargeted at the incoming table."""
    place = {"schema": table.schema, "incoming": table.current_schema, "name": table.name}
    required = connection.execute(_SQL["required_columns"], place).fetchall()
    indexes = connection.execute(_SQL["indexes"], place).fetchall()
    foreign_keys = connection.execute(_SQL["foreign_keys"], place).fetchall()
    checks = connection.execute(_SQL["checks"], place).fetchall()
    return Definition(
        tuple(row[0] for row in required),
        tuple((name, statement, tuple(columns)) for name, statement, unique, columns, _, _ in indexes if unique),
        tuple((name, statement, comment) for name, statement, unique, _, comment, _ in indexes if not unique),
        tuple((row[0], row[5]) for row in indexes if row[5]),
        tuple(foreign_keys),
        tuple(checks),
    )
