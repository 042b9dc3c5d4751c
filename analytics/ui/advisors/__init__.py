"""The parts of the page Advisor Rankings."""

from analytics.ui.advisors import columns
from analytics.ui.advisors.choices import chosen_advisors, chosen_measure, ranked_by_city, searched_advisor
from analytics.ui.advisors.detail import selected_advisor
from analytics.ui.advisors.freshness import refreshing
from analytics.ui.advisors.months import measured_months
from analytics.ui.advisors.trade_map import trade_circles, trade_map
from analytics.ui.advisors.words import calculated, map_caption, not_drawn, trade_cards, with_intervals

__all__ = [
    "calculated",
    "chosen_advisors",
    "chosen_measure",
    "columns",
    "map_caption",
    "measured_months",
    "not_drawn",
    "ranked_by_city",
    "refreshing",
    "searched_advisor",
    "selected_advisor",
    "trade_cards",
    "trade_circles",
    "trade_map",
    "with_intervals",
]
