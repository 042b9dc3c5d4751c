"""The key figures of one student, and of what waits."""

import pandas as pd

from analytics.rows import Row
from analytics.ui import numbers
from analytics.ui.answers import Answer
from analytics.ui.cards import Card
from analytics.ui.i18n import gettext as _
from analytics.ui.timeline.columns import age


def student_cards(days: pd.DataFrame, waiting: Answer) -> list[Card]:
    """How much, on how many days, when last, what waits."""
    nothing = _("This student has done nothing yet.")
    return [
        Card(_("Activities"), "activity_count", numbers.whole(days["activity_count"].sum())),
        Card(_("Active days"), "activity_date", numbers.whole(len(days))),
        Card(
            _("Last active"),
            "activity_date",
            None if days.empty else numbers.day(days["activity_date"].iloc[0]),
            why=nothing if days.empty else "",
        ),
        Card(_("Waiting for an answer"), "id", numbers.whole(len(waiting.frame)), answer=waiting),
    ]


def waiting_cards(total: Row, oldest: Answer) -> list[Card]:
    """How many reflections wait, and how long the oldest has."""
    return [
        Card(_("Waiting for an answer"), "waiting", numbers.whole(total["waiting"])),
        Card(
            _("Longest wait"),
            "age_hours",
            None if oldest.empty else age(float(oldest.row["age_hours"])),
            answer=oldest,
            why=_("Nothing waits.") if oldest.empty else "",
        ),
    ]
