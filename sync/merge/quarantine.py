"""Rows that break a constraint of the replica: kept in `ops.sync_rejects` with the reason, and tried again later."""

from collections.abc import Sequence

import psycopg
from psycopg import sql

from db.statements import statements_beside
from sync.endpoints.table import Table

LOGGED_ROWS = 20
"""So many rows per table and run are errors of their own in the log; the quarantine lists all."""

_SQL = statements_beside(__file__)


def reject(connection: psycopg.Connection, table: Table, run: int, row: int, error: psycopg.Error) -> None:
    """Puts one staged row in quarantine for what the database said about it."""
    reason = " ".join(filter(None, [error.diag.message_primary, error.diag.message_detail])) or str(error)
    _keep(connection, table, run, error.sqlstate, sql.Literal(reason), sql.SQL("= {}").format(sql.Literal(row)))


def reject_orphans(connection: psycopg.Connection, table: Table, run: int, first: int, last: int) -> int:
    """Puts all staged rows of a batch whose parents are missing in quarantine at once, and takes them off the batch."""
    rejected = 0
    batch = sql.SQL("between {} and {}").format(sql.Literal(first), sql.Literal(last))
    for parent in table.parents:
        column = sql.Identifier(parent.column)
        orphaned = _SQL["orphaned"].format(
            rows=batch,
            column=column,
            key=sql.Identifier(parent.key),
            parent=sql.Identifier(parent.schema, parent.table),
        )
        reason = sql.SQL("format({}, staged.{})").format(
            sql.Literal(f'Key ({parent.column})=(%s) is not present in table "{parent.table}".'), column
        )
        _keep(connection, table, run, "23503", reason, orphaned)
        removed = connection.execute(_SQL["remove_staged"].format(staging=table.staging, rows=orphaned))
        rejected += removed.rowcount
    return rejected


def keep_ambiguous(connection: psycopg.Connection, table: Table, run: int) -> None:
    """Makes quarantine hold the staged rows, which no key tells apart, and no others of their keys or without one."""
    connection.execute(
        _SQL["keep_ambiguous"].format(
            key=table.key_column,
            key_name=sql.Literal(table.key),
            run=sql.Literal(run),
            staging=table.staging,
            limit=sql.Literal(LOGGED_ROWS),
            **_place(table),
        )
    )


def forget_keyless(connection: psycopg.Connection, table: Table) -> None:
    """Forgets rows without a key, of which the source has none any more."""
    connection.execute(_SQL["forget_keyless"].format(**_place(table)))


def waiting_keys(table: Table, *, not_met_in: int | None = None, but: sql.Composable | None = None) -> sql.Composed:
    """Finds the keys of the table's rows in quarantine.

    `not_met_in` leaves out those that this run put there, `but` those in a list.
    """
    unmet = sql.SQL("true" if not_met_in is None else "run is distinct from {}").format(sql.Literal(not_met_in))
    others = sql.SQL("true") if but is None else _SQL["not_listed"].format(keys=but)
    return _SQL["waiting_keys"].format(
        type=sql.SQL(table.columns[table.key]), unmet=unmet, others=others, **_place(table)
    )


def without_rejected(table: Table, keys: sql.Composable) -> sql.Composed:
    """Finds those of a query's keys that are not in quarantine."""
    return _SQL["without_rejected"].format(keys=keys, **_place(table))


def counts(connection: psycopg.Connection, tables: Sequence[Table]) -> dict[str, int]:
    """How many rows of each of these tables of one source are in quarantine; nothing of those without any."""
    if not tables:
        return {}
    asked = {"source": tables[0].source.name, "tables": [table.name for table in tables]}
    return dict(connection.execute(_SQL["counts"], asked).fetchall())


def release(connection: psycopg.Connection, table: Table, asked: Sequence[str]) -> None:
    """Forgets those of some keys, which were fetched just now, that production no longer has."""
    connection.execute(
        _SQL["release"].format(
            asked=sql.Literal(list(asked)), staging=table.staging, key=table.key_column, **_place(table)
        )
    )


def _keep(
    connection: psycopg.Connection,
    table: Table,
    run: int,
    sqlstate: str | None,
    reason: sql.Composable,
    rows: sql.Composable,
) -> None:
    parts = {
        **_place(table),
        "key": table.key_column,
        "run": sql.Literal(run),
        "sqlstate": sql.Literal(sqlstate),
        "reason": reason,
        "staging": table.staging,
        "rows": rows,
    }
    connection.execute(_SQL["reject"].format(**parts, limit=sql.Literal(LOGGED_ROWS)))


def _place(table: Table) -> dict[str, sql.Composable]:
    return {"source": sql.Literal(table.source.name), "name": sql.Literal(table.name)}
