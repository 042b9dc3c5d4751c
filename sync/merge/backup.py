"""Keeps the rows that a run removes, and brings them back on demand."""

import psycopg
from psycopg import sql

from db.statements import statements_beside
from sync.compare.keys import KeyList
from sync.endpoints.table import Table, catalogue, replica
from sync.log import changes
from sync.specifications.specification import SourceSpecification

KEPT_RUNS = 5

_SQL = statements_beside(__file__)


def back_up(connection: psycopg.Connection, table: Table, run: int, keys: KeyList) -> None:
    """Keeps rows as they are, in the transaction that is about to remove or change them; older runs' make room."""
    if not keys:
        return
    connection.execute(
        _SQL["back_up"].format(
            run=sql.Literal(run),
            source=sql.Literal(table.source.name),
            name=sql.Literal(table.name),
            key=table.key_column,
            table=table.identifier,
            chosen=keys.condition,
        )
    )
    connection.execute(_SQL["drop_old"], {"source": table.source.name, "table": table.name, "kept": KEPT_RUNS})


def kept_runs(connection: psycopg.Connection) -> dict[int, list[str]]:
    """Runs whose backups are kept, oldest first, and the sources of each."""
    rows = connection.execute(
        "select run, array_agg(distinct source) from ops.sync_backup group by run order by run"
    ).fetchall()
    return dict(rows)


def write_back(connection: psycopg.Connection, source: SourceSpecification, run: int) -> dict[str, int]:
    """Brings back what a run removed or changed in a source, parents first; returns rows per table."""
    restored = {}
    here = catalogue(connection, source)
    for specification in source.tables:
        table = replica(here, specification.name)
        rows = _write_back(connection, table, run)
        if rows:
            restored[f"{source.name} {table.name}"] = rows
            changes.record(connection, table, rows)
    return restored


def _write_back(connection: psycopg.Connection, table: Table, run: int) -> int:
    written = connection.execute(
        _SQL["write_back"].format(
            table=table.identifier,
            columns=table.column_list,
            kept_columns=table.columns_of("kept"),
            run=sql.Literal(run),
            source=sql.Literal(table.source.name),
            name=sql.Literal(table.name),
            key=table.key_column,
            assignments=table.assignments,
        )
    )
    return written.rowcount
