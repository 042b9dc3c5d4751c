"""Keeps each run's data quality report: the domain's own checks, and what the source has beyond the replica."""

import psycopg

from sync.catalogue import extra_columns, extra_tables, replica
from sync.source import Snapshot
from sync.specifications import SourceSpecification

_INSERT = (
    'insert into ops.data_quality (run, source, "check", "table", severity, count, sample_keys) '
    "values (%s, %s, %s, %s, 'info', %s, %s) on conflict do nothing"
)


def record(connection: psycopg.Connection, snapshot: Snapshot, source: SourceSpecification, run: int) -> None:
    """Writes `ops.data_quality` for this run, in one piece."""
    with connection.transaction():
        connection.execute("delete from ops.data_quality where run = %s and source = %s", [run, source.name])
        _record_domain(connection, source, run)
        _record_drift(connection, snapshot, source, run)


def _record_domain(connection: psycopg.Connection, source: SourceSpecification, run: int) -> None:
    view = f"{source.derived_schema}.data_quality"
    if connection.execute("select to_regclass(%s) is null", [view]).fetchone() == (True,):
        return
    connection.execute(
        'insert into ops.data_quality (run, source, "check", "table", severity, count, sample_keys) '
        f'select %s, %s, "check", "table", severity, count, sample_keys from {view}',
        [run, source.name],
    )


def _record_drift(connection: psycopg.Connection, snapshot: Snapshot, source: SourceSpecification, run: int) -> None:
    """Columns and tables that the source has and nobody copies."""
    for specification in source.tables:
        found = extra_columns(snapshot.connection, replica(connection, source.schema, specification))
        told = [run, source.name, "extra_columns", specification.name, len(found), found[:5]]
        connection.execute(_INSERT, told)
    known = {table.name for table in source.tables}
    tables = extra_tables(snapshot.connection, source.schema, known)
    connection.execute(_INSERT, [run, source.name, "extra_tables", source.schema, len(tables), tables[:5]])
