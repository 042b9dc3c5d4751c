"""Key figures of the Engagement Panel, each against the period before."""

from analytics.ui import numbers, rules
from analytics.ui.answers import Answer
from analytics.ui.cards import Card, cards
from analytics.ui.engagement import columns
from analytics.ui.i18n import gettext as _

MONTH, MANY_MONTHS = 30, 6
"""Whole months are told as such, from so many on."""


def active_section(windows: Answer, stickiness: Answer) -> None:
    """The cards, and what they are made of."""
    cards(windows, active_cards(windows, stickiness), name="active_students", columns=columns.windows())


def active_cards(windows: Answer, stickiness: Answer) -> list[Card]:
    """Active students in four windows, and how sticky the centre is."""
    counted = [
        _count(
            _active_in(int(row["window_days"])),
            int(row["active_students"]),
            int(row["change"]),
            _("vs. the {days} before").format(days=numbers.days(row["window_days"])),
        )
        for row in windows.rows
    ]
    return [*counted, _stickiness(stickiness)]


def _active_in(days: int) -> str:
    months, rest = divmod(days, MONTH)
    if months >= MANY_MONTHS and not rest:
        return _("Active, {months} months").format(months=numbers.whole(months))
    return _("Active, {days}").format(days=numbers.length(days, "day"))


def _count(label: str, now: int, change: int, against: str) -> Card:
    return Card(
        label,
        "active_students",
        numbers.whole(now),
        delta=numbers.signed(change),
        direction=(change > 0) - (change < 0),
        against=against,
    )


def _stickiness(found: Answer) -> Card:
    label, column = _("Stickiness (WAU/MAU)"), "wau_mau_ratio"
    share, points = found.row["wau_mau_pct"], found.row["wau_mau_pct_change"]
    if share is None:
        return Card(
            label, column, None, answer=found, why=rules.filled(_("Nobody came in the last {academy.mau_days:days}."))
        )
    return Card(
        label,
        column,
        numbers.percent(share),
        answer=found,
        delta=None if points is None else _("{points} points").format(points=numbers.signed(points)),
        direction=0 if points is None else (points > 0) - (points < 0),
        against=_("vs. {days} before").format(days=numbers.days(rules.value("academy.wau_days"))),
    )
