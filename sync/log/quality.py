"""Keeps each run's data quality report: the domain's own checks, and what the source has beyond the replica."""

import psycopg
from psycopg import sql

from sync.endpoints.snapshot import Snapshot
from sync.endpoints.table import extra_columns, extra_tables, replica
from sync.specifications.specification import SourceSpecification

_INSERT = (
    'insert into ops.data_quality (run, source, "check", "table", severity, count, sample_keys) '
    "values (%s, %s, %s, %s, 'info', %s, %s) on conflict do nothing"
)


def record(connection: psycopg.Connection, source: SourceSpecification, run: int, *, changed: bool) -> None:
    """Writes the domain's own checks for this run, in one piece; without a change the last report still holds."""
    with connection.transaction():
        if changed or not _repeat(connection, source, run):
            _record_domain(connection, source, run)


def _repeat(connection: psycopg.Connection, source: SourceSpecification, run: int) -> bool:
    """Repeats a report that is not yet an hour old: later, "future" may mean another day."""
    repeated = connection.execute(
        """
        insert into ops.data_quality (run, source, "check", "table", severity, count, sample_keys)
        select %(run)s, source, "check", "table", severity, count, sample_keys
        from ops.data_quality
        where source = %(source)s and "check" not in ('extra_columns', 'extra_tables') and run = (
            select last_run.run
            from (
                select sync_run.run, sync_run.started_at
                from ops.sync_run
                where sync_run.run < %(run)s and %(source)s = any(sync_run.sources)
                order by sync_run.run desc
                limit 1
            ) as last_run
            where last_run.started_at > clock_timestamp() - interval '1 hour'
        )
        """,
        {"run": run, "source": source.name},
    )
    return repeated.rowcount > 0


def _record_domain(connection: psycopg.Connection, source: SourceSpecification, run: int) -> None:
    view = source.domain.quality
    if connection.execute("select to_regclass(%s) is null", [view]).fetchone() == (True,):
        return
    # Read first, written afterwards: a query that also writes is never planned in parallel.
    found = connection.execute(
        sql.SQL('select "check", "table", severity, count, sample_keys from {}').format(
            sql.Identifier(*view.split("."))
        )
    ).fetchall()
    with connection.cursor() as cursor:
        cursor.executemany(
            'insert into ops.data_quality (run, source, "check", "table", severity, count, sample_keys) '
            "values (%s, %s, %s, %s, %s, %s, %s)",
            [(run, source.name, *row) for row in found],
        )


def record_drift(connection: psycopg.Connection, snapshot: Snapshot, source: SourceSpecification, run: int) -> None:
    """Writes down the columns and tables that the source has and nobody copies."""
    for specification in source.tables:
        found = extra_columns(snapshot.connection, replica(connection, source.schema, specification))
        told = [run, source.name, "extra_columns", specification.name, len(found), found[:5]]
        connection.execute(_INSERT, told)
    known = {table.name for table in source.tables}
    tables = extra_tables(snapshot.connection, source.schema, known)
    connection.execute(_INSERT, [run, source.name, "extra_tables", source.schema, len(tables), tables[:5]])
