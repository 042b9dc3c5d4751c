"""The parts of Home."""

from analytics.ui.home.attention import about_groups, about_trust, attention
from analytics.ui.home.cards import figure_cards

__all__ = ["about_groups", "about_trust", "attention", "figure_cards"]
