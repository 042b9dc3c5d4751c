"""How the programme stands, against four weeks ago."""

from analytics import curriculum
from analytics.ui import loaders
from analytics.ui.answers import Answer
from analytics.ui.cards import Card, change_card
from analytics.ui.i18n import gettext as _


def figure_cards(figures: Answer) -> list[Card]:
    """The key figures, each with its change in 28 days."""
    now = figures.row
    before = loaders.earlier(curriculum.key_figures, than=now["day"].date(), days=28).row
    return [
        change_card(_("Active groups"), now, before, "groups_active"),
        change_card(_("Graduated groups"), now, before, "groups_graduated"),
        change_card(_("Groups to rescue"), now, before, "groups_rescuable", better="inverse"),
        change_card(_("Active facilitators"), now, before, "active_facilitators"),
        change_card(_("Meetings in 28 days"), now, before, "meetings_28_days"),
    ]
