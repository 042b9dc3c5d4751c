"""What the reader means by a text typed into a list of choices, whatever the list is about."""

from collections.abc import Sequence

import pandas as pd

from analytics import query
from analytics.question import question


@question("ops.fitting_choices", live=True, settled=True)
def fitting(*, typed: str, choices: Sequence[str] = ()) -> pd.DataFrame:
    """Which of these choices does a typed text mean?

    The same text without regard to case, accents and Unicode form, else those that have all its words. Columns: choice.
    Source: ops.fitting_choices. Raises QueryError.
    """
    return query.frame(
        "select choice from ops.fitting_choices(cast(:choices as text[]), :typed) order by place",
        choices=list(choices),
        typed=typed,
    )
