"""The key figures of one student, and of what waits."""

from analytics.rows import Row
from analytics.ui import numbers, rules
from analytics.ui.cards import Card
from analytics.ui.i18n import gettext as _
from analytics.ui.timeline.columns import age


def student_cards(figures: Row) -> list[Card]:
    """How much, on how many days, when last, what waits."""
    last = figures["last_active_on"]
    return [
        Card(_("Activities"), "activities", numbers.whole(figures["activities"])),
        Card(_("Active days"), "active_days", numbers.whole(figures["active_days"])),
        Card(
            _("Last active"),
            "last_active_on",
            None if last is None else numbers.day(last),
            why=_("This student has done nothing yet.") if last is None else "",
        ),
        Card(_("Waiting for an answer"), "waiting", numbers.whole(figures["waiting"])),
    ]


def waiting_cards(total: Row) -> list[Card]:
    """How many reflections wait, and how long the oldest has."""
    longest = total["longest_wait_hours"]
    return [
        Card(_("Waiting for an answer"), "waiting", numbers.whole(total["waiting"])),
        Card(
            rules.filled(_("Longer than {learning.response_hours:hours}")),
            "overdue",
            numbers.whole(total["overdue"]),
        ),
        Card(
            _("Longest wait"),
            "longest_wait_hours",
            None if longest is None else age(float(longest)),
            why=_("Nothing waits.") if longest is None else "",
        ),
    ]
