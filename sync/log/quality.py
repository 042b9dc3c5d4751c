"""Keeps each run's data quality report: the domain's own checks, and what the source has beyond the replica."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import psycopg
from psycopg import sql
from psycopg.rows import class_row
from psycopg.types.json import Jsonb

from db.domains import Domain
from db.statements import statements_beside
from sync.endpoints.table import Catalogue, extra_columns, extra_tables
from sync.specifications.specification import SourceSpecification

_SQL = statements_beside(__file__)


@dataclass(frozen=True)
class Finding:
    """What a check found in a table; nothing, where `count` is 0."""

    check: str
    table: str
    severity: str
    count: int
    sample_keys: list[str]


def record(
    connection: psycopg.Connection, source: SourceSpecification, run: int, extra: Sequence[Finding], *, changed: bool
) -> None:
    """Writes the report of this run, in one piece: what the source has beyond the replica, and the domain's checks.

    Without a change the last checks still hold, within the hour.
    """
    with connection.transaction():
        checks = [] if changed else _ask(connection, _SQL["last_checks"], {"run": run, "source": source.name})
        write(connection, source.name, run, [*extra, *(checks or _check(connection, source.domain))])


def write(connection: psycopg.Connection, source: str, run: int, findings: Sequence[Finding]) -> None:
    """Writes a report; what the source's last one said already, it refers to."""
    report = Jsonb([asdict(found) for found in findings])
    connection.execute(_SQL["record_report"], {"run": run, "source": source, "findings": report})


def drift(connection: psycopg.Connection, in_source: Catalogue, in_warehouse: Catalogue) -> list[Finding]:
    """The columns and tables that the source has and nobody copies."""
    columns = extra_columns(in_source, in_warehouse)
    tables = extra_tables(connection, in_source)
    return [
        *(_extra("extra_columns", name, found) for name, found in columns.items()),
        _extra("extra_tables", in_source.schema, tables),
    ]


def _extra(check: str, name: str, extra: list[str]) -> Finding:
    return Finding(check, name, "info", len(extra), extra[:5])


def _check(connection: psycopg.Connection, domain: Domain) -> list[Finding]:
    """Asks the domain's report, which counts what changed, or else its view, which reads every row."""
    asked = sql.SQL('select "check", "table", severity, count, sample_keys from {}')
    report, view = (sql.Identifier(*name.split(".")) for name in (domain.quality_report, domain.quality))
    question = "select to_regprocedure(%s) is not null, to_regclass(%s) is not null"
    reports, views = connection.execute(question, [f"{domain.quality_report}()", domain.quality]).fetchone() or (0, 0)
    if reports:
        return _ask(connection, asked.format(sql.SQL("{}()").format(report)), {})
    # Read first, written afterwards: a query that also writes is never planned in parallel.
    return _ask(connection, asked.format(view), {}) if views else []


def _ask(connection: psycopg.Connection, question: sql.SQL | sql.Composed, values: dict[str, object]) -> list[Finding]:
    with connection.cursor(row_factory=class_row(Finding)) as cursor:
        return cursor.execute(question, values).fetchall()
