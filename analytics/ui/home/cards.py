"""How the programme stands, against as many days ago as a group counts as active."""

from analytics.rows import Row
from analytics.ui import rules
from analytics.ui.cards import Card, change_card
from analytics.ui.i18n import gettext as _


def figure_cards(figures: Row) -> list[Card]:
    """The key figures, each with its change."""
    return [
        change_card(_("Active groups"), figures, "groups_active"),
        change_card(_("Graduated groups"), figures, "groups_graduated"),
        change_card(_("Groups to rescue"), figures, "groups_rescuable", better="inverse"),
        change_card(_("Active facilitators"), figures, "active_facilitators"),
        change_card(rules.filled(_("Meetings in {ngeshare.active_days:days}")), figures, "meetings_28_days"),
    ]
