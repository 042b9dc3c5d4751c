"""The parts of Home."""

from analytics.ui.home.attention import about_groups, about_trust, attention

__all__ = ["about_groups", "about_trust", "attention"]
