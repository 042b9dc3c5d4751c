"""Everything Streamlit or chart; pages use the words below and nothing deeper."""

from analytics.ui import charts, classroom, columns, engagement, numbers, operations, rankings
from analytics.ui.attention import about_groups, about_trust, attention
from analytics.ui.cards import (
    cards,
    change_card,
    facilitator_cards,
    funnel_cards,
    rescue_cards,
)
from analytics.ui.filters import one_of, one_of_many, row, several
from analytics.ui.flow import flow_section
from analytics.ui.frame import ICON, page
from analytics.ui.freshness import freshness_cards
from analytics.ui.i18n import gettext as _
from analytics.ui.lists import groups_per_city, named
from analytics.ui.loaders import current, earlier, load, recent
from analytics.ui.sections import colours, section
from analytics.ui.sentences import not_on_the_map, peaks_in_words
from analytics.ui.sidebar import sidebar
from analytics.ui.states import friendly_errors, stop_when_empty

__all__ = [
    "ICON",
    "_",
    "about_groups",
    "about_trust",
    "attention",
    "cards",
    "change_card",
    "charts",
    "classroom",
    "colours",
    "columns",
    "current",
    "earlier",
    "engagement",
    "facilitator_cards",
    "flow_section",
    "freshness_cards",
    "friendly_errors",
    "funnel_cards",
    "groups_per_city",
    "load",
    "named",
    "not_on_the_map",
    "numbers",
    "one_of",
    "one_of_many",
    "operations",
    "page",
    "peaks_in_words",
    "rankings",
    "recent",
    "rescue_cards",
    "row",
    "section",
    "several",
    "sidebar",
    "stop_when_empty",
]
