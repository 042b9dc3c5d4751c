"""Keeps the rows that a run removes, and brings them back on demand."""

import psycopg
from psycopg import sql

from db.errors import AtalayaError
from sync.catalogue import Table, replica
from sync.keys import KeyList
from sync.records import bump_data_version
from sync.specifications import source_named
from sync.staging import assignments

KEPT_RUNS = 5


class NothingToRestore(AtalayaError):
    """No backup of that run is kept."""


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


def restore(connection: psycopg.Connection, run: int) -> dict[str, int]:
    """Writes back what a run removed or changed, parents first; returns rows per table.

    Raises NothingToRestore, naming the runs whose backups are kept.
    """
    kept = connection.execute("select distinct run, source from ops.sync_backup order by run").fetchall()
    sources = [source for known, source in kept if known == run]
    if not sources:
        runs = ", ".join(str(number) for number in dict.fromkeys(known for known, _ in kept)) or "none"
        raise NothingToRestore(f"No backup of sync {run} is kept; kept are those of: {runs}.")
    restored: dict[str, int] = {}
    with connection.transaction():
        for source in map(source_named, sources):
            for specification in source.tables:
                table = replica(connection, source.schema, specification)
                rows = _write_back(connection, source.name, table, run)
                if rows:
                    restored[f"{source.name} {table.name}"] = rows
        bump_data_version(connection)
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
