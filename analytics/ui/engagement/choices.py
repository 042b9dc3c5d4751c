"""What the reader of the Engagement Panel may choose."""

import pandas as pd

from analytics.ui import address, filters
from analytics.ui.i18n import gettext as _


def levels(found: pd.DataFrame) -> list[str]:
    """Any number of levels, `?level=…`, one however it is spelt; none is everybody.

    Nothing to choose where nobody has a level.
    """
    named = [level for level in found["level"] if level]
    if not named and not address.values("level"):
        return []
    with filters.row():
        return filters.several(_("Level"), named, name="level", placeholder=_("All levels"))
