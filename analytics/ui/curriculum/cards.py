"""Key figures of groups, facilitators and the people to call."""

from analytics.rows import Row
from analytics.ui import days, numbers
from analytics.ui.answers import Answer
from analytics.ui.cards import Card
from analytics.ui.i18n import gettext as _
from analytics.ui.i18n import ngettext, pgettext


def funnel_cards(totals: Row) -> list[Card]:
    """How many groups there are at each step, over the courses shown."""
    of_total = _("of {count} groups").format(count=numbers.whole(totals["groups_total"]))
    return [
        Card(_("Groups"), "groups_total", numbers.whole(totals["groups_total"])),
        Card(_("Started"), "groups_started", numbers.whole(totals["groups_started"]), against=of_total),
        Card(
            pgettext("groups", "Graduated"),
            "groups_graduated",
            numbers.whole(totals["groups_graduated"]),
            against=of_total,
        ),
        Card(
            _("Continued"),
            "groups_continued",
            numbers.whole(totals["groups_continued"]),
            against=_("with the next course"),
        ),
        Card(
            pgettext("groups", "Stalled"), "groups_stalled", numbers.whole(totals["groups_stalled"]), against=of_total
        ),
    ]


def rescue_cards(totals: Row, people: Answer) -> list[Card]:
    """How much there is to do, and how many people it is about."""
    counted = people.row
    missing = counted["groups_without_facilitator"]
    without = ngettext("{count} group has none", "{count} groups have none", missing)
    return [
        Card(_("Groups to rescue"), "groups", numbers.whole(totals["groups"])),
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


def facilitator_cards(found: Answer) -> list[Card]:
    """How many, how active, how many from the ranks, how many new."""
    totals = found.row
    alumni, total = totals["alumni_pct"], numbers.whole(totals["total_facilitators"])
    before = totals["new_the_month_before"]
    said = days.from_its_day(
        found,
        now=_("so far; {count} the month before"),
        then=_("up to {day}; {count} the month before"),
        count=numbers.or_missing(numbers.whole)(before),
    )
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
        Card(
            days.from_its_day(found, now=_("New this month"), then=_("New in that month")),
            "new_this_month",
            numbers.whole(totals["new_this_month"]),
            against="" if before is None else said,
        ),
    ]
