"""Everything Streamlit or chart: the kit, and one folder a domain; pages use the words below and nothing deeper."""

from analytics.ui import advisors, charts, classroom, curriculum, engagement, home, numbers, operations, timeline
from analytics.ui.cards import cards, change_card
from analytics.ui.filters import one_of, one_of_many, row, several
from analytics.ui.frame import ICON, page
from analytics.ui.freshness import freshness_cards
from analytics.ui.i18n import gettext as _
from analytics.ui.loaders import current, earlier, load, recent
from analytics.ui.sections import colours, section
from analytics.ui.sidebar import sidebar
from analytics.ui.states import friendly_errors, stop_when_empty

__all__ = [
    "ICON",
    "_",
    "advisors",
    "cards",
    "change_card",
    "charts",
    "classroom",
    "colours",
    "current",
    "curriculum",
    "earlier",
    "engagement",
    "freshness_cards",
    "friendly_errors",
    "home",
    "load",
    "numbers",
    "one_of",
    "one_of_many",
    "operations",
    "page",
    "recent",
    "row",
    "section",
    "several",
    "sidebar",
    "stop_when_empty",
    "timeline",
]
