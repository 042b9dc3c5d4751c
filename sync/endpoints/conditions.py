"""Which rows of a table: conditions that mean the same in source and warehouse."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from psycopg import sql

from sync.endpoints.table import Table
from sync.specifications.specification import OVERLAP

Condition = sql.Composable
"""Which rows, as a boolean expression over the table's columns."""

EVERY_ROW: Condition = sql.SQL("true")
NO_ROW: Condition = sql.SQL("false")


def since(table: Table, watermark: str | None) -> Condition:
    """Rows that may be newer than the watermark: with the overlap, without a cursor, or with an endless one."""
    if watermark is None:
        return EVERY_ROW
    return sql.SQL(
        "({cursor} >= {watermark}::{type} - {overlap}::interval or {cursor} is null or {cursor} = '-infinity')"
    ).format(
        cursor=table.cursor,
        watermark=sql.Literal(watermark),
        type=sql.SQL(table.cursor_type),
        overlap=sql.Literal(f"{OVERLAP.total_seconds():.0f} seconds"),
    )


def last(table: Table, until: datetime, days: timedelta) -> Condition:
    """Rows of the last days; those without a date never leave them."""
    return sql.SQL("({cursor} >= {moment} or {cursor} is null)").format(
        cursor=table.cursor, moment=moment_literal(table, until - days)
    )


def mirrored(table: Table, until: datetime) -> Condition:
    """Rows that must equal production: all, or those of the window; what left it stays when it is archived."""
    days = table.specification.window
    return EVERY_ROW if days is None else last(table, until, days)


def with_keys(table: Table, keys: Sequence[str]) -> Condition:
    """Rows of given primary keys."""
    return sql.SQL("{} = any({}::{}[])").format(
        table.key_column, sql.Literal(list(keys)), sql.SQL(table.columns[table.key])
    )


def moment_literal(table: Table, moment: datetime) -> sql.Composed:
    """A moment as the cursor column writes it: UTC wall clock, or with its zone."""
    instant = sql.SQL("{}::timestamptz").format(sql.Literal(moment.isoformat()))
    if table.cursor_type == "timestamp with time zone":
        return instant
    return sql.SQL("({} at time zone 'UTC')").format(instant)
