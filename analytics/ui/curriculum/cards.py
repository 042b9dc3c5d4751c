"""Key figures of groups, facilitators and the people to call."""

import pandas as pd

from analytics.rows import Row
from analytics.ui import numbers
from analytics.ui.answers import Answer
from analytics.ui.cards import Card
from analytics.ui.i18n import gettext as _
from analytics.ui.i18n import ngettext, pgettext


def funnel_cards(funnel: pd.DataFrame) -> list[Card]:
    """How many groups there are at each step, over the courses shown."""
    total = int(funnel["groups_total"].sum())
    of_total = _("of {count} groups").format(count=numbers.whole(total))
    return [
        Card(_("Groups"), "groups_total", numbers.whole(total)),
        Card(_("Started"), "groups_started", numbers.whole(funnel["groups_started"].sum()), against=of_total),
        Card(
            pgettext("groups", "Graduated"),
            "groups_graduated",
            numbers.whole(funnel["groups_graduated"].sum()),
            against=of_total,
        ),
        Card(
            _("Continued"),
            "groups_continued",
            numbers.whole(funnel["groups_continued"].sum()),
            against=_("with the next course"),
        ),
        Card(
            pgettext("groups", "Stalled"),
            "groups_stalled",
            numbers.whole(funnel["groups_stalled"].sum()),
            against=of_total,
        ),
    ]


def rescue_cards(groups: int, people: Answer) -> list[Card]:
    """How much there is to do, and how many people it is about."""
    counted = people.row
    missing = counted["groups_without_facilitator"]
    without = ngettext("{count} group has none", "{count} groups have none", missing)
    return [
        Card(_("Groups to rescue"), "group_id", numbers.whole(groups)),
        Card(
            _("Members in them"),
            "members",
            numbers.whole(counted["members"]),
            answer=people,
            against=_("each person once"),
        ),
        Card(
            _("Facilitators to call"),
            "facilitators",
            numbers.whole(counted["facilitators"]),
            answer=people,
            against=without.format(count=numbers.whole(missing)) if missing else "",
        ),
    ]


def facilitator_cards(totals: Row, growth: Answer) -> list[Card]:
    """How many, how active, how many from the ranks, how many new."""
    alumni, total = totals["alumni_pct"], numbers.whole(totals["total_facilitators"])
    return [
        Card(_("Facilitators in total"), "total_facilitators", total, against=_("all time")),
        Card(
            _("Active facilitators"),
            "active_facilitators",
            numbers.whole(totals["active_facilitators"]),
            against=_("lead an active group"),
        ),
        Card(
            _("Were members before"),
            "alumni_pct",
            None if alumni is None else numbers.percent(alumni),
            against=_("{count} of {total} facilitators").format(
                count=numbers.whole(totals["alumni_facilitators"]), total=total
            ),
            why=_("There is no facilitator yet.") if alumni is None else "",
        ),
        _new(growth),
    ]


def _new(growth: Answer) -> Card:
    *before, running = growth.rows
    said = _("so far; {count} the month before")
    return Card(
        _("New this month"),
        "new_facilitators",
        numbers.whole(running["new_facilitators"]),
        answer=growth,
        against=said.format(count=numbers.whole(before[-1]["new_facilitators"])) if before else "",
    )
