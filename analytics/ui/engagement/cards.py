"""Key figures of the Engagement Panel, each against the period before."""

from typing import Any

import pandas as pd

from analytics.rows import rows
from analytics.ui import numbers
from analytics.ui.cards import Card, cards
from analytics.ui.engagement import columns
from analytics.ui.i18n import gettext as _
from analytics.ui.sections import footer

HALF_YEAR = 180


def active_section(windows: pd.DataFrame, stickiness: "pd.Series[Any]") -> None:
    """The cards, and what they are made of."""
    cards(active_cards(windows, stickiness))
    footer(
        windows,
        name="active_students",
        view="mgmt.engagement_active_counts_v",
        heading=_("Active students"),
        columns=columns.windows(),
    )


def active_cards(windows: pd.DataFrame, stickiness: "pd.Series[Any]") -> list[Card]:
    """Active students in four windows, and how sticky the centre is."""
    counted = [
        _count(
            _active_in(int(row["window_days"])),
            int(row["active_students"]),
            int(row["active_students_before"]),
            _("vs. the {days} before").format(days=numbers.days(row["window_days"])),
        )
        for row in rows(windows)
    ]
    return [*counted, _stickiness(stickiness)]


def _active_in(days: int) -> str:
    if days == HALF_YEAR:
        return _("Active, 6 months")
    return _("Active, {days} days").format(days=numbers.whole(days))


def _count(label: str, now: int, before: int, against: str) -> Card:
    change = now - before
    return Card(
        label, numbers.whole(now), delta=numbers.signed(change), direction=(change > 0) - (change < 0), against=against
    )


def _stickiness(found: "pd.Series[Any]") -> Card:
    label, ratio, before = _("Stickiness (WAU/MAU)"), found["wau_mau_ratio"], found["wau_mau_ratio_before"]
    if pd.isna(ratio):
        return Card(label, None, why=_("Nobody came in the last 30 days."))
    points = None if pd.isna(before) else round(100 * float(ratio)) - round(100 * float(before))
    return Card(
        label,
        numbers.percent(100 * float(ratio)),
        delta=None if points is None else _("{points} points").format(points=numbers.signed(points)),
        direction=0 if points is None else (points > 0) - (points < 0),
        against=_("vs. a week ago"),
    )
