"""What a sync changed, handed to the source's domain as tables and ranges, so that facts follow in the same run.

A change is written down in the transaction that makes it and taken away in the one that brings the facts up to date:
a process that dies in between leaves it for the next run.
"""

import psycopg
from psycopg import sql

from db import facts
from db.statements import statements_beside
from sync.endpoints.table import Table
from sync.specifications.specification import SourceSpecification

_SQL = statements_beside(__file__)


def date_of(table: Table, alias: str) -> sql.Composable:
    """When what a row reports happened, as a moment; null where a change may concern any time."""
    column = table.specification.dated
    if column is None:
        return sql.SQL("null::timestamptz")
    value = sql.Identifier(alias, column)
    if table.columns[column] == "timestamp with time zone":
        return value
    return sql.SQL("({} at time zone 'UTC')").format(value)


def range_recorded(table: Table, rows: sql.Composable) -> sql.Composed:
    """An insert that writes down the range of changed rows, which a relation gives as `first_at` and `last_at`."""
    return _SQL["record_range"].format(
        source=sql.Literal(table.source.name), table=sql.Literal(table.qualified_name), rows=rows
    )


def record_reload(connection: psycopg.Connection, table: Table, rows: int) -> None:
    """Writes down that a table was loaded anew, past its triggers."""
    connection.execute(
        'insert into ops.pending_change (source, "table", reloaded, changed_rows) values (%s, %s, true, %s)',
        [table.source.name, table.qualified_name, rows],
    )


def record(connection: psycopg.Connection, table: Table, rows: int) -> None:
    """Writes down that rows of any time changed."""
    connection.execute(
        'insert into ops.pending_change (source, "table", changed_rows) values (%s, %s, %s)',
        [table.source.name, table.qualified_name, rows],
    )


def refresh_facts(connection: psycopg.Connection, source: SourceSpecification) -> bool:
    """Lets the domain bring its facts up to date for exactly what changed; False where nothing had."""
    return facts.refresh(connection, source.domain)
