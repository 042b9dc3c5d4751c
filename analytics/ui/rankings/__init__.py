"""The parts of the page Advisor Rankings."""

from analytics.ui.rankings.columns import cities, measures, months, ranking
from analytics.ui.rankings.detail import advisor_detail
from analytics.ui.rankings.freshness import refreshing
from analytics.ui.rankings.words import calculated, map_caption, not_drawn, trade_cards, with_intervals

__all__ = [
    "advisor_detail",
    "calculated",
    "cities",
    "map_caption",
    "measures",
    "months",
    "not_drawn",
    "ranking",
    "refreshing",
    "trade_cards",
    "with_intervals",
]
