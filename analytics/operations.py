"""How the numbers got here: runs, their tables and errors, progress, freshness. From schema ops."""

import pandas as pd

from analytics import query
from analytics.question import question


@question("ops.data_version", live=True)
def data_version() -> pd.DataFrame:
    """Which version of the data does the warehouse hold? One row; version grows with every change.

    Source: ops.data_version. Raises QueryError.
    """
    return query.frame("select version from ops.data_version")


@question("ops.source_freshness", live=True, settled=True)
def freshness() -> pd.DataFrame:
    """How fresh is each source that was ever asked for, is that fresh enough, and did its newest load work?

    Columns: source, fresh_at (moment; missing: never validated), age_seconds, warn_after_seconds, error_after_seconds,
    state (fresh, late, stale, never), run, validated, finished_at, message.
    Source: ops.source_freshness. Raises QueryError.
    """
    return query.frame(
        "select source, fresh_at, age_seconds, warn_after_seconds, error_after_seconds, state, run, validated, "
        "finished_at, message from ops.source_freshness order by ops.sort_key(source)"
    )


@question("ops.source_origin", live=True, settled=True)
def origins() -> pd.DataFrame:
    """Where did the rows of each source come from? One row a source whose replica was ever filled.

    Columns: source, origin (demo, imports, url), since (moment). Source: ops.source_origin. Raises QueryError.
    """
    return query.frame("select source, origin, since from ops.source_origin order by ops.sort_key(source)")


@question("ops.newest_run", live=True)
def newest_run() -> pd.DataFrame:
    """What is running, or where nothing is, which sync ran last? At most one row.

    Columns: run, kind (sync, verify, restore), status, started_at, finished_at, running_seconds (missing: it is over),
    message. Source: ops.newest_run. Raises QueryError.
    """
    return query.frame(
        "select run, kind, status, started_at, finished_at, running_seconds, message from ops.newest_run"
    )


@question("ops.source_progress", live=True)
def source_progress(*, run: int) -> pd.DataFrame:
    """How far is each source of a run? In the run's order.

    Columns: source, tables, tables_ended, tables_failed, rows_done, share (0 to 1).
    Source: ops.source_progress. Raises QueryError.
    """
    return query.frame(
        "select source, tables, tables_ended, tables_failed, rows_done, share from ops.source_progress "
        "where run = :run order by position",
        run=run,
    )


@question("ops.sync_progress", live=True)
def progress(*, run: int) -> pd.DataFrame:
    """How far is each table of a run?

    Columns: source, table, phase, rows_done, rows_expected (missing: not counted yet); in each source's order.
    Source: ops.sync_progress. Raises QueryError.
    """
    return query.frame(
        'select source, "table", phase, rows_done, rows_expected from ops.sync_progress '
        "where run = :run order by ops.sort_key(source), position",
        run=run,
    )


@question("ops.run_history", live=True)
def runs(*, limit: int = 200) -> pd.DataFrame:
    """Which runs were there, how did they end, what did they change, how fast? Newest first.

    Columns: run, kind (sync, verify, restore), status, origin, sources (list), started_at, duration_seconds (missing
    while it runs), tables, tables_validated, rows_read, rows_changed, bytes, rows_per_second, bytes_per_second, errors,
    message. Source: ops.run_history. Raises QueryError.
    """
    return query.frame(
        "select run, kind, status, origin, sources, started_at, duration_seconds, tables, tables_validated, rows_read, "
        "rows_changed, bytes, rows_per_second, bytes_per_second, errors, message from ops.run_history "
        "order by run desc limit :limit",
        limit=limit,
    )


@question("ops.run_tables", live=True)
def tables_of_run(*, run: int) -> pd.DataFrame:
    """When did one run deal with each table, what came of it, how fast? In the order in which they began.

    Columns: source, table, mode, status, started_at, finished_at, from_second, to_second (since the run's start),
    duration_ms, rows_read, rows_inserted, rows_updated, rows_deleted, rows_changed, bytes, rows_per_second,
    bytes_per_second, watermark_before, watermark_after, message. Source: ops.run_tables. Raises QueryError.
    """
    return query.frame(
        'select source, "table", mode, status, started_at, finished_at, from_second, to_second, duration_ms, '
        "rows_read, rows_inserted, rows_updated, rows_deleted, rows_changed, bytes, rows_per_second, bytes_per_second, "
        "watermark_before, watermark_after, message from ops.run_tables where run = :run order by started_at, "
        'finished_at, ops.sort_key(source), ops.sort_key("table")',
        run=run,
    )


@question("ops.sync_error_log", live=True)
def errors(*, run: int) -> pd.DataFrame:
    """What went wrong in one run, retries included, and with which row? Newest first.

    Columns: at, source, table (missing: the source as a whole), key (missing: no single row is to blame), attempt,
    sqlstate, message, detail. Source: ops.sync_error_log. Raises QueryError.
    """
    return query.frame(
        'select at, source, "table", key, attempt, sqlstate, message, detail from ops.sync_error_log '
        "where run = :run order by error desc",
        run=run,
    )
