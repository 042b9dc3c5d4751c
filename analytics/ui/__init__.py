"""Everything Streamlit or chart: the kit, and one folder a domain; pages use the words below and nothing deeper."""

from importlib import import_module

from analytics.ui import address, bringing, charts, home, numbers, operations, rules
from analytics.ui.admission import admitted
from analytics.ui.answers import Answer
from analytics.ui.cards import Card, cards, change_card
from analytics.ui.days import from_its_day
from analytics.ui.emptiness import say_where_data_end
from analytics.ui.filters import one_of, row, several
from analytics.ui.frame import ICON, page, run
from analytics.ui.freshness import freshness_cards
from analytics.ui.i18n import gettext as _
from analytics.ui.lists import LISTED
from analytics.ui.loaders import ask
from analytics.ui.sections import opened, section
from analytics.ui.states import friendly_errors, stop_when_empty
from db.domains import DOMAINS

__all__ = [
    "ICON",
    "LISTED",
    "Answer",
    "Card",
    "_",
    "address",
    "admitted",
    "ask",
    "bringing",
    "cards",
    "change_card",
    "charts",
    "freshness_cards",
    "friendly_errors",
    "from_its_day",
    "home",
    "numbers",
    "one_of",
    "opened",
    "operations",
    "page",
    "row",
    "rules",
    "run",
    "say_where_data_end",
    "section",
    "several",
    "stop_when_empty",
]

for _domain in DOMAINS:
    # Makes it known here under its name: a page writes ui.curriculum.columns.
    import_module(f"{__name__}.{_domain.name}")
