"""Who saw data of single students, who changed the schedule, and for how long rows are kept. From schema ops."""

from collections.abc import Collection

import pandas as pd

from analytics import query
from analytics.question import Question, question


@question("ops.student_level_views", live=True, settled=True)
def student_level_views() -> pd.DataFrame:
    """Which views show data of single students? Columns: relation. Source: ops.student_level_views."""
    return query.frame("select relation from ops.student_level_views order by ops.sort_key(relation)")


@question("ops.access_log", live=True)
def accesses(*, limit: int = 500) -> pd.DataFrame:
    """Who saw what, with which filters, how many rows, when? Newest first.

    Columns: accessed_at, who, action (view, export, api), what, filters, rows (missing: streamed).
    Source: ops.access_log.
    """
    return query.frame(
        "select accessed_at, who, action, what, filters::text as filters, rows from ops.access_log "
        "order by access desc limit :limit",
        limit=limit,
    )


@question("ops.retention_status", live=True)
def retention() -> pd.DataFrame:
    """For how long is each table kept, and what was removed last?

    Columns: table, keep_days (missing: for ever), removed_at, rows_removed. Source: ops.retention_status.
    """
    return query.frame(
        'select "table", keep_days, removed_at, rows_removed from ops.retention_status order by ops.sort_key("table")'
    )


def logged_as(asked: Question[...], student_level: Collection[str]) -> str:
    """The relation under which reading an answer is written down; none where it tells of no single student."""
    return next((view for view in (asked.explained_by, asked.relation) if view in student_level), "")


@question("ops.schedule_changes", live=True)
def schedule_changes(*, limit: int = 500) -> pd.DataFrame:
    """Who moved which job to another time, and when? Newest first.

    Columns: changed_at, who, job, time_before (missing: not on the schedule), time_after, time_zone (missing: the
    machine's). Source: ops.schedule_changes.
    """
    return query.frame(
        "select changed_at, who, job, time_before, time_after, time_zone from ops.schedule_changes "
        "order by change desc limit :limit",
        limit=limit,
    )
