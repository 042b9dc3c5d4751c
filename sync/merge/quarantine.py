"""Rows that break a constraint of the replica: kept in `ops.sync_rejects` with the reason, and tried again later."""

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


def waiting_keys(table: Table, *, not_met_in: int | None = None) -> sql.Composed:
    """Finds the keys of the table's rows in quarantine; `not_met_in` leaves out those that this run has met."""
    unmet = sql.SQL("true" if not_met_in is None else "run is distinct from {}").format(sql.Literal(not_met_in))
    return _SQL["waiting_keys"].format(type=sql.SQL(table.columns[table.key]), unmet=unmet, **_place(table))


def without_rejected(table: Table, keys: sql.Composable) -> sql.Composed:
    """Finds those of a query's keys that are not in quarantine."""
    return _SQL["without_rejected"].format(keys=keys, **_place(table))


def count(connection: psycopg.Connection, table: Table) -> int:
    """How many of the table's rows are in quarantine."""
    row = connection.execute(
        'select count(*) from ops.sync_rejects where source = %s and "table" = %s', [table.source.name, table.name]
    ).fetchone()
    return int(row[0]) if row else 0


def release(connection: psycopg.Connection, table: Table, keys: sql.Composable, run: int) -> None:
    """Forgets rows that production no longer has: those in a list of keys that this run did not meet."""
    connection.execute(_SQL["release"].format(run=sql.Literal(run), keys=keys, **_place(table)))


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
    connection.execute(_SQL["reject"].format(**parts))
    connection.execute(_SQL["log_rejected"].format(**parts, limit=sql.Literal(LOGGED_ROWS)))


def _place(table: Table) -> dict[str, sql.Composable]:
    return {"source": sql.Literal(table.source.name), "name": sql.Literal(table.name)}
