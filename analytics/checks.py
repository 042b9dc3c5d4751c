"""Can the numbers be trusted? Row counts, verifications, quality reports, quarantine. From schema ops."""

from collections.abc import Sequence

import pandas as pd

from analytics import query
from analytics.question import question

MOST_REJECTS = 10_000
"""A page lists so many rows in quarantine at most."""

MOST_LINES = 200
"""A page lists so many lines of files that cannot be read at most."""

_ABOUT = '(cardinality(cast(:tables as text[])) = 0 or "table" = any(cast(:tables as text[])))'

_FOUND = (
    "source = coalesce(:source, source) "
    "and (cast(:severity as text) is null or (severity = cast(:severity as text) and count > 0))"
)

_WORST_FIRST = "array_position(array['error', 'warning', 'info'], severity)"


@question("ops.table_validation", live=True)
def validation() -> pd.DataFrame:
    """Does each table agree with production, as of its newest load? Those that do not come first.

    Columns: source, table, run, status, source_count, warehouse_count, difference (warehouse − source), finished_at,
    message. Source: ops.table_validation. Raises QueryError.
    """
    return query.frame(
        'select source, "table", run, status, source_count, warehouse_count, difference, finished_at, message '
        "from ops.table_validation order by status = 'succeeded', ops.sort_key(source), ops.sort_key(\"table\")"
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
        "order by array_position(array['failed', 'differs', 'mended', 'equal'], state), "
        'ops.sort_key(source), ops.sort_key("table")'
    )


@question("ops.self_checks", live=True)
def self_checks() -> pd.DataFrame:
    """Whose facts were added up, when, and how many sums disagree? Those that disagree come first.

    Columns: source, state (checked, disagrees, waiting, not synced, failed), checked_at, duration_ms, identities,
    disagreeing, message (missing: it could be asked). Source: ops.self_checks. Raises QueryError.
    """
    return query.frame(
        "select source, state, checked_at, duration_ms, identities, disagreeing, message from ops.self_checks "
        "order by disagreeing = 0, state <> 'failed', ops.sort_key(source)"
    )


@question("ops.identities", live=True)
def disagreements() -> pd.DataFrame:
    """Which sums of facts are not what their rows say, as of when they were added up last?

    Columns: source, fact, measure, as_of (moment to look from), counted (by the fact), expected (by its rows),
    difference (counted − expected), checked_at. Source: ops.identities. Raises QueryError.
    """
    return query.frame(
        "select source, fact, measure, as_of, counted, expected, difference, checked_at from ops.identities "
        "where difference <> 0 order by ops.sort_key(source), ops.sort_key(fact), ops.sort_key(measure), looks_back"
    )


@question("ops.attention", live=True)
def attention() -> pd.DataFrame:
    """How much is there that makes one doubt the numbers? One row.

    Columns: sources_late, sources_not_validated, tables_not_validated, tables_differing, tables_in_doubt (one or the
    other), checks_failed, rows_in_quarantine. Source: ops.attention. Raises QueryError.
    """
    return query.frame(
        "select sources_late, sources_not_validated, tables_not_validated, tables_differing, tables_in_doubt, "
        "checks_failed, rows_in_quarantine from ops.attention"
    )


@question("ops.failed_checks", live=True, settled=True)
def failed_checks(*, source: str | None = None, tables: Sequence[str] = ()) -> pd.DataFrame:
    """Which checks of a source's newest report, or of every source's, say that numbers suffer?

    Only those about some tables where any are named. Columns: source, check, table, count.
    Source: ops.failed_checks. Raises QueryError.
    """
    return query.frame(
        'select source, "check", "table", count from ops.failed_checks '
        f"where source = coalesce(:source, source) and {_ABOUT} "
        'order by ops.sort_key(source), ops.sort_key("check"), ops.sort_key("table")',
        source=source,
        tables=list(tables),
    )


@question("ops.failed_checks", live=True, settled=True)
def failed_checks_total(*, source: str, tables: Sequence[str] = ()) -> pd.DataFrame:
    """How many checks of a source's newest report say that numbers suffer? One row: checks_failed.

    Only those about some tables where any are named. Source: ops.failed_checks. Raises QueryError.
    """
    return query.frame(
        f"select count(*) as checks_failed from ops.failed_checks where source = :source and {_ABOUT}",
        source=source,
        tables=list(tables),
    )


@question("ops.newest_quality", live=True, settled=True)
def quality(*, source: str | None = None, severity: str | None = None, tables: Sequence[str] = ()) -> pd.DataFrame:
    """What is odd in the data, by each source's newest report? Worst first, checks that found nothing last.

    Of a severity only what was found; only what is about some tables where any are named. Columns: source, check,
    table, severity (info, warning, error), count, sample_keys (list of up to five primary keys), run, checked_at.
    Source: ops.newest_quality. Raises QueryError.
    """
    return query.frame(
        'select source, "check", "table", severity, count, sample_keys, run, checked_at from ops.newest_quality '
        f"where {_FOUND} and {_ABOUT} order by count = 0, {_WORST_FIRST}, count desc, "
        'ops.sort_key(source), ops.sort_key("check"), ops.sort_key("table")',
        source=source,
        severity=severity,
        tables=list(tables),
    )


@question("ops.newest_quality", live=True, settled=True)
def quality_totals(
    *, source: str | None = None, severity: str | None = None, tables: Sequence[str] = ()
) -> pd.DataFrame:
    """How many checks of the newest reports found something, how bad is it, and how many found nothing? One row.

    Of those that `quality` lists. Columns: error, warning, info (checks of that severity that found something), clean.
    Source: ops.newest_quality. Raises QueryError.
    """
    return query.frame(
        "select count(*) filter (where count > 0 and severity = 'error') as error, "
        "count(*) filter (where count > 0 and severity = 'warning') as warning, "
        "count(*) filter (where count > 0 and severity = 'info') as info, "
        "count(*) filter (where count = 0) as clean from ops.newest_quality "
        f"where {_FOUND} and {_ABOUT}",
        source=source,
        severity=severity,
        tables=list(tables),
    )


@question("ops.quarantine", live=True)
def quarantine() -> pd.DataFrame:
    """How many rows of each table are in quarantine, most first?

    Columns: source, table, rejected_rows, kinds, newest_at. Source: ops.quarantine. Raises QueryError.
    """
    return query.frame(
        'select source, "table", rejected_rows, kinds, newest_at from ops.quarantine '
        'order by rejected_rows desc, ops.sort_key(source), ops.sort_key("table")'
    )


@question("ops.quarantine", live=True)
def quarantine_total(*, source: str | None = None, table: str | None = None, limit: int = MOST_REJECTS) -> pd.DataFrame:
    """How many rows of how many tables are in quarantine, and how many of them does `rejects` list? One row.

    Columns: rejected_rows, tables, listed_rows. Source: ops.quarantine. Raises QueryError.
    """
    return query.frame(
        "select coalesce(sum(rejected_rows), 0)::bigint as rejected_rows, count(*) as tables, "
        "least(coalesce(sum(rejected_rows), 0), :limit)::bigint as listed_rows from ops.quarantine "
        'where source = coalesce(:source, source) and "table" = coalesce(:table, "table")',
        source=source,
        table=table,
        limit=limit,
    )


@question("ops.quarantined_rows", live=True)
def rejects(*, source: str | None = None, table: str | None = None, limit: int = MOST_REJECTS) -> pd.DataFrame:
    """Which rows are in quarantine, and why? Newest first, without what stands in them.

    Columns: reject (its number here), source, table, key (missing where the row has none), reason (in the database's
    words, as is database_said), reason_code and reason_values (the same for any language), sqlstate, at, run.
    Source: ops.quarantined_rows. Raises QueryError.
    """
    return query.frame(
        'select reject, source, "table", key, reason, reason_code, reason_values, sqlstate, at, run, '
        "reason as database_said from ops.quarantined_rows "
        'where source = coalesce(:source, source) and "table" = coalesce(:table, "table") '
        'order by at desc, ops.sort_key(source), ops.sort_key("table"), ops.sort_key(key), reject limit :limit',
        source=source,
        table=table,
        limit=limit,
    )


@question("ops.unreadable_lines", live=True)
def unreadable_lines(*, limit: int = MOST_LINES) -> pd.DataFrame:
    """Which lines of imported files cannot be read, and why? In the order of the files.

    Columns: import, source, table, file, line (missing where the recipe's query does not tell), reason (in English),
    given (what the recipe takes of the line: each column and its text), at. Source: ops.unreadable_lines.
    Raises QueryError.
    """
    return query.frame(
        'select "import", source, "table", file, line, reason, given, at from ops.unreadable_lines '
        'order by ops.sort_key("import"), ops.sort_key("table"), ops.sort_key(file), line, reject limit :limit',
        limit=limit,
    )


@question("ops.unreadable_lines", live=True)
def count_of_unreadable_lines() -> pd.DataFrame:
    """How many lines of imported files cannot be read? One row.

    Columns: lines. Source: ops.unreadable_lines. Raises QueryError.
    """
    return query.frame("select count(*) as lines from ops.unreadable_lines")


@question("ops.rejected_values", live=True)
def rejected_row(*, reject: int) -> pd.DataFrame:
    """What stands in one row that is in quarantine? May hold personal data: for whoever looks into that very row.

    Columns: column, value (text; missing where the row has none), characters (of the whole text), is_cut (value holds
    only its beginning). Source: ops.rejected_values. Raises QueryError.
    """
    return query.frame(
        'select "column", "value", characters, is_cut from ops.rejected_values '
        'where reject = :reject order by ops.sort_key("column")',
        reject=reject,
    )
