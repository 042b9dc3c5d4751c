"""How the numbers got here: runs, tables, errors, row counts, data quality, freshness. From schema ops."""

import pandas as pd

from analytics import query


def data_version() -> int:
    """Which version of the data does the warehouse hold? A number that grows with every change.

    Source: ops.data_version. Raises QueryError.
    """
    found = query.frame("select version from ops.data_version")
    return int(found["version"].iloc[0]) if len(found) else 0


def freshness() -> pd.DataFrame:
    """How fresh is each source, and did its newest load work?

    Columns: source, fresh_at (moment; missing: never validated), run, validated, finished_at, message.
    Source: ops.source_freshness. Raises QueryError.
    """
    return query.frame(
        "select source, fresh_at, run, validated, finished_at, message from ops.source_freshness order by source"
    )


def newest_run() -> pd.DataFrame:
    """Which sync ran last, or is running? At most one row.

    Columns: run, status, started_at, finished_at, message. Source: ops.newest_run. Raises QueryError.
    """
    return query.frame("select run, status, started_at, finished_at, message from ops.newest_run")


def progress(*, run: int) -> pd.DataFrame:
    """How far is each table of a run?

    Columns: source, table, phase, rows_done, rows_expected (missing: not counted yet); in the run's order.
    Source: ops.sync_progress. Raises QueryError.
    """
    return query.frame(
        'select source, "table", phase, rows_done, rows_expected from ops.sync_progress '
        "where run = :run order by position",
        run=run,
    )


def runs(*, limit: int = 200) -> pd.DataFrame:
    """Which syncs ran, how did they end, what did they change? Newest first.

    Columns: run, status, origin, started_at, duration_seconds (missing while it runs), tables, tables_validated,
    rows_read, rows_changed, bytes, errors, message. Source: ops.run_history. Raises QueryError.
    """
    return query.frame(
        "select run, status, origin, started_at, duration_seconds, tables, tables_validated, rows_read, rows_changed, "
        "bytes, errors, message from ops.run_history order by run desc limit :limit",
        limit=limit,
    )


def tables_of_run(*, run: int) -> pd.DataFrame:
    """What did one run do, table by table, in the order of loading?

    Columns: source, table, mode, status, rows_read, rows_inserted, rows_updated, rows_deleted, bytes, duration_ms,
    watermark_before, watermark_after, message. Source: ops.sync_log. Raises QueryError.
    """
    return query.frame(
        'select source, "table", mode, status, rows_read, rows_inserted, rows_updated, rows_deleted, bytes, '
        "duration_ms, watermark_before, watermark_after, message from ops.sync_log "
        "where run = :run order by started_at",
        run=run,
    )


def validation() -> pd.DataFrame:
    """Does each table agree with production, as of its newest load?

    Columns: source, table, run, status, source_count, warehouse_count, difference (warehouse − source), finished_at,
    message. Source: ops.table_validation. Raises QueryError.
    """
    return query.frame(
        'select source, "table", run, status, source_count, warehouse_count, difference, finished_at, message '
        'from ops.table_validation order by source, "table"'
    )


def errors(*, run: int) -> pd.DataFrame:
    """What went wrong in one run, retries included? Newest first.

    Columns: at, source, table (missing: the source as a whole), attempt, sqlstate, message, detail.
    Source: ops.sync_error_log. Raises QueryError.
    """
    return query.frame(
        'select at, source, "table", attempt, sqlstate, message, detail from ops.sync_error_log '
        "where run = :run order by error desc",
        run=run,
    )


def failed_checks(*, source: str) -> pd.DataFrame:
    """Which checks of a source's newest data say that numbers suffer?

    Columns: check, table, count. Source: ops.data_quality. Raises QueryError.
    """
    return query.frame(
        'select "check", "table", count from ops.data_quality where source = :source and severity = \'error\' '
        "and count > 0 and run = (select max(run) from ops.data_quality where source = :source) "
        'order by "check", "table"',
        source=source,
    )


def quality(*, run: int) -> pd.DataFrame:
    """What is odd in the data that one run brought? Worst first, clean checks last.

    Columns: source, check, table, severity (info, warning, error), count, sample_keys (list of up to five primary
    keys). Source: ops.data_quality. Raises QueryError.
    """
    return query.frame(
        'select source, "check", "table", severity, count, sample_keys from ops.data_quality where run = :run '
        "order by count = 0, array_position(array['error', 'warning', 'info'], severity), count desc, \"check\"",
        run=run,
    )
