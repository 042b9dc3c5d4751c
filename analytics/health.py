"""Is everything well behind the pages? From ops.health."""

import pandas as pd

from analytics import query
from analytics.question import question


@question("ops.health", live=True)
def checks() -> pd.DataFrame:
    """What was looked at, and how is it? The worst first.

    Columns: check, subject, status (ok, warning, error), message (missing: nothing to say), since (moment; missing:
    unknown). Source: ops.health. Raises QueryError.
    """
    return query.frame(
        'select "check", subject, status, message, since from ops.health '
        "order by array_position('{error,warning,ok}'::text[], status), ops.sort_key(\"check\"), ops.sort_key(subject)"
    )


@question("ops.schedule", live=True)
def schedule() -> pd.DataFrame:
    """What do the servers do by the clock, when next, and how did it go last?

    Columns: job, hour (missing: every hour), minute, time_zone (missing: the machine's), next_run_at, is_overdue,
    last_due_at, last_started_at, last_finished_at, last_status (running, succeeded, failed, skipped), last_message.
    Source: ops.schedule. Raises QueryError.
    """
    return query.frame(
        "select job, hour, minute, time_zone, next_run_at, is_overdue, last_due_at, last_started_at, last_finished_at, "
        "last_status, last_message from ops.schedule order by ops.sort_key(job)"
    )


@question("ops.replica_state", live=True)
def replicas() -> pd.DataFrame:
    """Which replicas do pages read from, and how far is each behind the warehouse?

    Columns: name (host and port), state (current, behind, down), has_data_of (moment; missing: all data, or down),
    behind_seconds (missing: down), said (missing: it can be read from). Source: ops.replica_state. Raises QueryError.
    """
    return query.frame(
        "select name, state, has_data_of, behind_seconds, said from ops.replica_state order by ops.sort_key(name)"
    )
