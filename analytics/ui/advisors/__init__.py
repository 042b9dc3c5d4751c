"""The parts of the page Advisor Rankings."""

from analytics.ui.advisors import columns
from analytics.ui.advisors.freshness import refreshing
from analytics.ui.advisors.sections import months_section, ranking_section
from analytics.ui.advisors.trade_map import trade_circles, trade_map
from analytics.ui.advisors.words import calculated, map_caption, not_drawn, trade_cards

__all__ = [
    "calculated",
    "columns",
    "map_caption",
    "months_section",
    "not_drawn",
    "ranking_section",
    "refreshing",
    "trade_cards",
    "trade_circles",
    "trade_map",
]
