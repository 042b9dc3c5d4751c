"""Can the numbers be trusted? Row counts, verifications, quality reports, quarantine. From schema ops."""

import pandas as pd

from analytics import query
from analytics.question import question

_WORST_FIRST = "array_position(array['error', 'warning', 'info'], severity)"


@question("ops.table_validation", live=True)
def validation() -> pd.DataFrame:
    """Does each table agree with production, as of its newest load? Those that do not come first.

    Columns: source, table, run, status, source_count, warehouse_count, difference (warehouse − source), finished_at,
    message. Source: ops.table_validation. Raises QueryError.
    """
    return query.frame(
        'select source, "table", run, status, source_count, warehouse_count, difference, finished_at, message '
        "from ops.table_validation order by status = 'succeeded', source, \"table\""
    )


@question("ops.table_verification", live=True)
def verifications() -> pd.DataFrame:
    """When was each table last compared row by row, what differed, is it mended? What still differs comes first.

    Columns: source, table, state (equal, mended, differs, failed), run, verified_at, duration_ms, rows_compared,
    missing, different, surplus, repaired, remaining, sample_keys (list of up to twenty), message.
    Source: ops.table_verification. Raises QueryError.
    """
    return query.frame(
        'select source, "table", state, run, verified_at, duration_ms, rows_compared, missing, different, surplus, '
        "repaired, remaining, sample_keys, message from ops.table_verification "
        "order by array_position(array['failed', 'differs', 'mended', 'equal'], state), source, \"table\""
    )


@question("ops.newest_quality", live=True, settled=True)
def failed_checks(*, source: str | None = None) -> pd.DataFrame:
    """Which checks of a source's newest report, or of every source's, say that numbers suffer?

    Columns: source, check, table, count. Source: ops.newest_quality. Raises QueryError.
    """
    return query.frame(
        'select source, "check", "table", count from ops.newest_quality where severity = \'error\' and count > 0 '
        'and source = coalesce(:source, source) order by source, "check", "table"',
        source=source,
    )


@question("ops.newest_quality", live=True, settled=True)
def quality(*, source: str | None = None, severity: str | None = None) -> pd.DataFrame:
    """What is odd in the data, by each source's newest report? Worst first, checks that found nothing last.

    Columns: source, check, table, severity (info, warning, error), count, sample_keys (list of up to five primary
    keys), run, checked_at. Source: ops.newest_quality. Raises QueryError.
    """
    return query.frame(
        'select source, "check", "table", severity, count, sample_keys, run, checked_at from ops.newest_quality '
        "where source = coalesce(:source, source) and severity = coalesce(:severity, severity) "
        f'order by count = 0, {_WORST_FIRST}, count desc, source, "check", "table"',
        source=source,
        severity=severity,
    )


@question("ops.quarantine", live=True)
def quarantine() -> pd.DataFrame:
    """How many rows of each table are in quarantine, most first?

    Columns: source, table, rejected_rows, kinds, newest_at. Source: ops.quarantine. Raises QueryError.
    """
    return query.frame(
        'select source, "table", rejected_rows, kinds, newest_at from ops.quarantine '
        'order by rejected_rows desc, source, "table"'
    )


@question("ops.sync_rejects", live=True)
def rejects(*, source: str | None = None, table: str | None = None, limit: int = 10_000) -> pd.DataFrame:
    """Which rows are in quarantine, and why? Newest first, without what stands in them.

    Columns: source, table, key, reason, sqlstate, at, run. Source: ops.sync_rejects. Raises QueryError.
    """
    return query.frame(
        'select source, "table", key, reason, sqlstate, at, run from ops.sync_rejects '
        'where source = coalesce(:source, source) and "table" = coalesce(:table, "table") '
        'order by at desc, source, "table", key limit :limit',
        source=source,
        table=table,
        limit=limit,
    )


@question("ops.rejected_values", live=True)
def rejected_row(*, source: str, table: str, key: str) -> pd.DataFrame:
    """What stands in one row that is in quarantine? May hold personal data: for whoever looks into that very row.

    Columns: column, value (text; missing where the row has none), characters (of the whole text; value holds the
    first 10,000). Source: ops.rejected_values. Raises QueryError.
    """
    return query.frame(
        'select "column", "value", characters from ops.rejected_values '
        'where source = :source and "table" = :table and key = :key order by "column" collate "C"',
        source=source,
        table=table,
        key=key,
    )
