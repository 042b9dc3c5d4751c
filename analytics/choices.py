"""What the reader means by a text typed into a list of choices, whatever the list is about."""

from collections.abc import Sequence

import pandas as pd

from analytics import query
from analytics.question import question


@question("ops.fitting_choices", live=True, settled=True)
def fitting(*, typed: str, choices: Sequence[str] = (), as_spelt: bool = False) -> pd.DataFrame:
    """Which of these choices does a typed text mean?

    The same text without regard to case, accents and Unicode form, else, unless only what is so spelt is wanted, those
    that have all its words. Columns: choice. Source: ops.fitting_choices. Raises QueryError.
    """
    wanted = "where ops.is_among(choice, array[cast(:typed as text)])" if as_spelt else ""
    return query.frame(
        f"select choice from ops.fitting_choices(cast(:choices as text[]), :typed) {wanted} order by place",
        choices=list(choices),
        typed=typed,
    )
