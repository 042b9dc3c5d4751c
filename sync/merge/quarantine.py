"""Rows that break a constraint of the replica: kept in `ops.sync_rejects` with the reason, and tried again later."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql

from sync.compare.keys import KeyList, keys_of
from sync.endpoints.table import Table

LOGGED_ROWS = 20
"""So many rows per table and run are errors of their own in the log; the quarantine lists all."""


def reject(connection: psycopg.Connection, table: Table, source: str, run: int, row: int, error: psycopg.Error) -> None:
    """Puts one staged row in quarantine for what the database said about it."""
    said = " ".join(filter(None, [error.diag.message_primary, error.diag.message_detail])) or str(error)
    _keep(connection, table, source, run, error.sqlstate, sql.Literal(said), sql.SQL("= {}").format(sql.Literal(row)))


def reject_orphans(connection: psycopg.Connection, table: Table, source: str, run: int, first: int, last: int) -> int:
    """Puts all staged rows of a batch whose parents are missing in quarantine at once, and takes them off the batch."""
    rejected = 0
    between = sql.SQL("between {} and {}").format(sql.Literal(first), sql.Literal(last))
    for parent in table.parents:
        column, key = sql.Identifier(parent.column), sql.Identifier(parent.key)
        orphaned = sql.SQL(
            "{} and staged.{column} is not null "
            "and not exists (select from {parent} as parent where parent.{key} = staged.{column})"
        ).format(between, column=column, key=key, parent=sql.Identifier(parent.home, parent.table))
        said = sql.SQL("format({}, staged.{})").format(
            sql.Literal(f'Key ({parent.column})=(%s) is not present in table "{parent.table}".'), column
        )
        _keep(connection, table, source, run, "23503", said, orphaned)
        done = connection.execute(
            sql.SQL("delete from {} as staged where staged.staged_row {}").format(table.staged, orphaned)
        )
        rejected += done.rowcount
    return rejected


@contextmanager
def waiting(
    connection: psycopg.Connection, table: Table, source: str, *, not_met_in: int | None = None
) -> Iterator[KeyList | None]:
    """Keys of the table's rows in quarantine, None without any; `not_met_in` leaves out those that this run has met."""
    query = sql.SQL(
        'select key::{type} from ops.sync_rejects where source = {source} and "table" = {name} and {unmet}'
    ).format(
        type=sql.SQL(table.columns[table.key]),
        source=sql.Literal(source),
        name=sql.Literal(table.name),
        unmet=sql.SQL("true" if not_met_in is None else "run is distinct from {}").format(sql.Literal(not_met_in)),
    )
    if connection.execute(query + sql.SQL(" limit 1")).fetchone() is None:
        yield None
        return
    with keys_of(connection, table, query) as keys:
        yield keys


def count(connection: psycopg.Connection, table: Table, source: str) -> int:
    """How many of the table's rows are in quarantine."""
    row = connection.execute(
        'select count(*) from ops.sync_rejects where source = %s and "table" = %s', [source, table.name]
    ).fetchone()
    return int(row[0]) if row else 0


def release(connection: psycopg.Connection, table: Table, source: str, keys: KeyList, run: int) -> None:
    """Forgets rows that production no longer has: those among the keys that this run did not meet."""
    connection.execute(
        sql.SQL(
            'delete from ops.sync_rejects where source = {} and "table" = {} and run is distinct from {} '
            "and key in (select listed.key::text from {} as listed)"
        ).format(sql.Literal(source), sql.Literal(table.name), sql.Literal(run), keys.name)
    )


def _keep(
    connection: psycopg.Connection,
    table: Table,
    source: str,
    run: int,
    sqlstate: str | None,
    reason: sql.Composable,
    rows: sql.Composable,
) -> None:
    told = {
        "source": sql.Literal(source),
        "name": sql.Literal(table.name),
        "key": sql.Identifier(table.key),
        "run": sql.Literal(run),
        "sqlstate": sql.Literal(sqlstate),
        "reason": reason,
        "staged": table.staged,
        "rows": rows,
    }
    connection.execute(
        sql.SQL(
            """
            insert into ops.sync_rejects (source, "table", key, run, sqlstate, reason, data)
            select {source}, {name}, staged.{key}::text, {run}, {sqlstate}, {reason}, to_jsonb(staged) - 'staged_row'
            from {staged} as staged
            where staged.staged_row {rows}
            on conflict (source, "table", key) do update set
                run = excluded.run, at = clock_timestamp(), sqlstate = excluded.sqlstate,
                reason = excluded.reason, data = excluded.data
            """
        ).format(**told)
    )
    connection.execute(
        sql.SQL(
            """
            insert into ops.sync_error_log (run, source, "table", attempt, sqlstate, message, key)
            select {run}, {source}, {name}, 1, {sqlstate}, {reason}, staged.{key}::text
            from {staged} as staged
            where staged.staged_row {rows}
            order by staged.staged_row
            limit greatest({most} - (
                select count(*) from ops.sync_error_log
                where run = {run} and source = {source} and "table" = {name} and key is not null
            ), 0)
            """
        ).format(**told, most=sql.Literal(LOGGED_ROWS))
    )
