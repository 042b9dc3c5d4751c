"""Is everything well behind the pages? From ops.health."""

import pandas as pd

from analytics import query


def checks() -> pd.DataFrame:
    """What was looked at, and how is it? The worst first.

    Columns: check, subject, status (ok, warning, error), message (missing: nothing to say), since (moment; missing:
    unknown). Source: ops.health. Raises QueryError.
    """
    return query.frame(
        'select "check", subject, status, message, since from ops.health '
        "order by array_position('{error,warning,ok}'::text[], status), \"check\", subject"
    )


def overall() -> str:
    """Is everything well? `ok`, or `degraded` when some check is an error.

    Source: ops.overall_health. Raises QueryError.
    """
    return str(query.frame("select status from ops.overall_health")["status"].iloc[0])
