"""What the reader chooses on Classroom Sessions."""

import pandas as pd

from analytics.ui import filters
from analytics.ui.i18n import gettext as _

EVERY = "all"


def school(schools: pd.DataFrame) -> str | None:
    """One school, `?school=…`; None is all."""
    named = dict(zip(schools["school_id"], schools["name"], strict=True))
    chosen = filters.one_of_many(
        _("School"), {EVERY: _("All schools"), **named}, name="school", default=EVERY, names=True
    )
    return None if chosen == EVERY else chosen


def period() -> int:
    """How many hours, `?hours=…`."""
    words = {"24": _("24 hours"), "168": _("7 days"), "720": _("30 days")}
    return int(filters.one_of(_("Period"), words, name="hours", default="168"))
