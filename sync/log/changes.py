"""What a sync changed, handed to the source's domain as tables and ranges, so that facts follow in the same run.

A change is written down in the transaction that makes it and taken away in the one that brings the facts up to date:
a process that dies in between leaves it for the next run.
"""

import psycopg
from psycopg import sql

from sync.endpoints.table import Table
from sync.specifications.specification import SourceSpecification


def dated(table: Table, alias: str) -> sql.Composable:
    """When what a row tells happened, as a moment; null where a change may concern any time."""
    column = table.specification.dated
    if column is None:
        return sql.SQL("null::timestamptz")
    value = sql.Identifier(alias, column)
    if table.columns[column] == "timestamp with time zone":
        return value
    return sql.SQL("({} at time zone 'UTC')").format(value)


def noted(source: str, table: Table, rows: sql.Composable) -> sql.Composed:
    """An insert that writes down the range of changed rows, which a relation gives as `first_at` and `last_at`."""
    return sql.SQL(
        """
        insert into ops.pending_change (source, "table", first_at, last_at, changed_rows)
        select
            {source},
            {name},
            case when count(*) = count(changed.first_at) then min(changed.first_at) end,
            case when count(*) = count(changed.last_at) then max(changed.last_at) end,
            count(*)
        from {rows} as changed
        having count(*) > 0
        """
    ).format(source=sql.Literal(source), name=sql.Literal(f"{table.schema}.{table.name}"), rows=rows)


def note_reload(connection: psycopg.Connection, source: SourceSpecification, table: Table, rows: int) -> None:
    """Writes down that a table was loaded anew, past its triggers."""
    connection.execute(
        'insert into ops.pending_change (source, "table", reloaded, changed_rows) values (%s, %s, true, %s)',
        [source.name, f"{table.schema}.{table.name}", rows],
    )


def note(connection: psycopg.Connection, source: SourceSpecification, table: Table, rows: int) -> None:
    """Writes down that rows of any time changed."""
    connection.execute(
        'insert into ops.pending_change (source, "table", changed_rows) values (%s, %s, %s)',
        [source.name, f"{table.schema}.{table.name}", rows],
    )


def tell(connection: psycopg.Connection, source: SourceSpecification) -> None:
    """Lets the domain's `refresh_facts` bring its facts up to date for exactly what changed."""
    with connection.transaction():
        pending = connection.execute(
            "select change from ops.pending_change where source = %s for update", [source.name]
        ).fetchall()
        if not pending:
            return
        listens = connection.execute(
            "select to_regprocedure(%s) is not null", [f"{source.domain.refresh}(ops.changed_range[])"]
        ).fetchone()
        if listens == (True,):
            connection.execute(
                sql.SQL(
                    """
                    select {refresh}(array_agg(merged.change))
                    from (
                        select
                            row(
                                "table",
                                bool_or(reloaded),
                                case when count(*) = count(first_at) then min(first_at) end,
                                case when count(*) = count(last_at) then max(last_at) end,
                                sum(changed_rows)::bigint
                            )::ops.changed_range as change
                        from ops.pending_change
                        where source = {source}
                        group by "table"
                    ) as merged
                    """
                ).format(refresh=sql.Identifier(*source.domain.refresh.split(".")), source=sql.Literal(source.name))
            )
        connection.execute(
            "delete from ops.pending_change where source = %s and change = any(%s)",
            [source.name, [row[0] for row in pending]],
        )
