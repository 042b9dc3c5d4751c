"""Key figures of groups, facilitators and the people to call."""

from typing import Any

import pandas as pd

from analytics.ui import numbers
from analytics.ui.cards import Card
from analytics.ui.i18n import gettext as _
from analytics.ui.i18n import ngettext, pgettext


def funnel_cards(funnel: pd.DataFrame) -> list[Card]:
    """How many groups there are at each step, over the courses shown."""
    total = int(funnel["groups_total"].sum())
    of_total = _("of {count} groups").format(count=numbers.whole(total))
    return [
        Card(_("Groups"), numbers.whole(total)),
        Card(_("Started"), numbers.whole(funnel["groups_started"].sum()), against=of_total),
        Card(pgettext("groups", "Graduated"), numbers.whole(funnel["groups_graduated"].sum()), against=of_total),
        Card(_("Continued"), numbers.whole(funnel["groups_continued"].sum()), against=_("with the next course")),
        Card(pgettext("groups", "Stalled"), numbers.whole(funnel["groups_stalled"].sum()), against=of_total),
    ]


def rescue_cards(groups: int, people: "pd.Series[Any]") -> list[Card]:
    """How much there is to do, and how many people it is about."""
    missing = int(people["groups_without_facilitator"])
    without = ngettext("{count} group has none", "{count} groups have none", missing)
    return [
        Card(_("Groups to rescue"), numbers.whole(groups)),
        Card(_("Members in them"), numbers.whole(people["members"]), against=_("each person once")),
        Card(
            _("Facilitators to call"),
            numbers.whole(people["facilitators"]),
            against=without.format(count=numbers.whole(missing)) if missing else "",
        ),
    ]


def facilitator_cards(totals: "pd.Series[Any]", growth: pd.DataFrame) -> list[Card]:
    """How many, how active, how many from the ranks, how many new."""
    alumni = totals["alumni_pct"]
    total = numbers.whole(totals["total_facilitators"])
    new, previous = growth["new_facilitators"].iloc[-1], growth["new_facilitators"].iloc[-2:-1]
    return [
        Card(_("Facilitators in total"), total, against=_("all time")),
        Card(
            _("Active facilitators"),
            numbers.whole(totals["active_facilitators"]),
            against=_("lead an active group"),
        ),
        Card(
            _("Were members before"),
            None if pd.isna(alumni) else numbers.percent(alumni),
            against=_("{count} of {total} facilitators").format(
                count=numbers.whole(totals["alumni_facilitators"]), total=total
            ),
            why=_("There is no facilitator yet.") if pd.isna(alumni) else "",
        ),
        Card(
            _("New this month"),
            numbers.whole(new),
            against=_("so far; {count} the month before").format(count=numbers.whole(previous.iloc[0]))
            if len(previous)
            else "",
        ),
    ]
