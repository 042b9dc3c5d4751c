"""Keeps each run's data quality report: the domain's own checks, and what the source has beyond the replica."""

import psycopg
from psycopg import sql

from db.statements import statements_beside
from sync.endpoints.snapshot import Snapshot
from sync.endpoints.table import extra_columns, extra_tables, replica
from sync.specifications.specification import SourceSpecification

_SQL = statements_beside(__file__)


def record(connection: psycopg.Connection, source: SourceSpecification, run: int, *, changed: bool) -> None:
    """Writes the domain's own checks for this run, in one piece; without a change the last report still holds."""
    with connection.transaction():
        if not changed:
            repeated = connection.execute(_SQL["repeat_report"], {"run": run, "source": source.name})
            if repeated.rowcount:
                return
        _record_checks(connection, source, run)


def _record_checks(connection: psycopg.Connection, source: SourceSpecification, run: int) -> None:
    view = source.domain.quality
    if connection.execute("select to_regclass(%s) is null", [view]).fetchone() == (True,):
        return
    # Read first, written afterwards: a query that also writes is never planned in parallel.
    checks = connection.execute(
        sql.SQL('select "check", "table", severity, count, sample_keys from {}').format(
            sql.Identifier(*view.split("."))
        )
    ).fetchall()
    with connection.cursor() as cursor:
        cursor.executemany(_SQL["record_check"], [(run, source.name, *check) for check in checks])


def record_drift(connection: psycopg.Connection, snapshot: Snapshot, run: int) -> None:
    """Writes down the columns and tables that the source has and nobody copies."""
    source = snapshot.source

    def record_extra(check: str, name: str, extra: list[str]) -> None:
        connection.execute(_SQL["record_extra"], [run, source.name, check, name, len(extra), extra[:5]])

    for specification in source.tables:
        columns = extra_columns(snapshot.connection, replica(connection, source, specification))
        record_extra("extra_columns", specification.name, columns)
    record_extra("extra_tables", source.schema, extra_tables(snapshot.connection, source))
