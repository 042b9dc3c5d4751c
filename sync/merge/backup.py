"""Keeps the rows that a run removes, and brings them back on demand."""

import psycopg
from psycopg import sql

from sync.compare.keys import KeyList
from sync.endpoints.table import Table, replica
from sync.log import changes
from sync.merge.staging import assignments
from sync.specifications.specification import SourceSpecification

KEPT_RUNS = 5


def back_up(connection: psycopg.Connection, source: str, table: Table, run: int, keys: KeyList) -> None:
    """Keeps rows as they are, in the transaction that is about to remove or change them; older runs' make room."""
    if not keys:
        return
    connection.execute(
        sql.SQL(
            """
            insert into ops.sync_backup (run, source, "table", key, data)
            select {run}, {source}, {name}, present.{key}::text, to_jsonb(present)
            from {table} as present
            where {chosen}
            on conflict do nothing
            """
        ).format(
            run=sql.Literal(run),
            source=sql.Literal(source),
            name=sql.Literal(table.name),
            key=sql.Identifier(table.key),
            table=table.identifier,
            chosen=keys.condition,
        )
    )
    connection.execute(
        """
        delete from ops.sync_backup
        where source = %(source)s and "table" = %(table)s and run not in (
            select distinct run from ops.sync_backup
            where source = %(source)s and "table" = %(table)s
            order by run desc limit %(kept)s
        )
        """,
        {"source": source, "table": table.name, "kept": KEPT_RUNS},
    )


def kept_runs(connection: psycopg.Connection) -> dict[int, list[str]]:
    """Runs whose backups are kept, oldest first, and the sources of each."""
    rows = connection.execute(
        "select run, array_agg(distinct source) from ops.sync_backup group by run order by run"
    ).fetchall()
    return dict(rows)


def write_back(connection: psycopg.Connection, source: SourceSpecification, run: int) -> dict[str, int]:
    """Brings back what a run removed or changed in a source, parents first; returns rows per table."""
    restored = {}
    for specification in source.tables:
        table = replica(connection, source.schema, specification)
        rows = _write_back(connection, source.name, table, run)
        if rows:
            restored[f"{source.name} {table.name}"] = rows
            changes.note(connection, source, table, rows)
    return restored


def _write_back(connection: psycopg.Connection, source: str, table: Table, run: int) -> int:
    done = connection.execute(
        sql.SQL(
            """
            insert into {table} ({columns})
            select {row_columns}
            from ops.sync_backup
            cross join lateral jsonb_populate_record(null::{table}, sync_backup.data) as kept
            where sync_backup.run = {run} and sync_backup.source = {source} and sync_backup."table" = {name}
            on conflict ({key}) do update set {assignments}
            """
        ).format(
            table=table.identifier,
            columns=table.column_list,
            row_columns=sql.SQL(", ").join(sql.Identifier("kept", column) for column in table.columns),
            run=sql.Literal(run),
            source=sql.Literal(source),
            name=sql.Literal(table.name),
            key=sql.Identifier(table.key),
            assignments=assignments(table),
        )
    )
    return done.rowcount
