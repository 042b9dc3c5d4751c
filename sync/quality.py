"""Keeps each run's data quality report: the domain's own checks, as its view found them right after the run."""

import psycopg

from sync.specifications import SourceSpecification


def record(connection: psycopg.Connection, source: SourceSpecification, run: int) -> None:
    """Copies the domain's `data_quality` view into `ops.data_quality` under this run."""
    connection.execute(
        'insert into ops.data_quality (run, source, "check", "table", severity, count, sample_keys) '
        'select %s, %s, "check", "table", severity, count, sample_keys '
        f"from {source.derived_schema}.data_quality",
        [run, source.name],
    )
