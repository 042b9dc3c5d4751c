"""Rows that break a constraint of the replica: kept in `ops.sync_rejects` with the reason, and tried again later."""

import psycopg
from psycopg import sql

from sync.catalogue import Table


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
        ).format(between, column=column, key=key, parent=sql.Identifier(table.schema, parent.table))
        said = sql.SQL("format({}, staged.{})").format(
            sql.Literal(f'Key ({parent.column})=(%s) is not present in table "{parent.table}".'), column
        )
        _keep(connection, table, source, run, "23503", said, orphaned)
        done = connection.execute(
            sql.SQL("delete from {} as staged where staged.staged_row {}").format(table.staged, orphaned)
        )
        rejected += done.rowcount
    return rejected


def waiting(connection: psycopg.Connection, table: Table, source: str, *, not_met_in: int | None = None) -> list[str]:
    """Keys of the table's rows in quarantine; `not_met_in` leaves out those that this run has met already."""
    rows = connection.execute(
        'select key from ops.sync_rejects where source = %s and "table" = %s '
        "and (%s::bigint is null or run is distinct from %s) order by key",
        [source, table.name, not_met_in, not_met_in],
    ).fetchall()
    return [row[0] for row in rows]


def release(connection: psycopg.Connection, table: Table, source: str, keys: list[str], run: int) -> None:
    """Forgets rows that production no longer has: those among the keys that this run did not meet."""
    connection.execute(
        'delete from ops.sync_rejects where source = %s and "table" = %s and key = any(%s) and run is distinct from %s',
        [source, table.name, keys, run],
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
        ).format(
            source=sql.Literal(source),
            name=sql.Literal(table.name),
            key=sql.Identifier(table.key),
            run=sql.Literal(run),
            sqlstate=sql.Literal(sqlstate),
            reason=reason,
            staged=table.staged,
            rows=rows,
        )
    )
