"""The parts of the Engagement Panel: cards, what answers to clicks, pictures and sentences."""

from analytics.ui.engagement import columns
from analytics.ui.engagement.cards import active_section
from analytics.ui.engagement.choices import levels
from analytics.ui.engagement.gaps import gap_sections
from analytics.ui.engagement.heatmap import heatmap_section
from analytics.ui.engagement.inactive import inactive_section
from analytics.ui.engagement.sentences import (
    decline_in_words,
    rolling_in_words,
    stickiness_in_words,
    two_weeks_in_words,
)
from analytics.ui.engagement.shares import daypart_section, weekday_section
from analytics.ui.engagement.weekly import weekly_section

__all__ = [
    "active_section",
    "columns",
    "daypart_section",
    "decline_in_words",
    "gap_sections",
    "heatmap_section",
    "inactive_section",
    "levels",
    "rolling_in_words",
    "stickiness_in_words",
    "two_weeks_in_words",
    "weekday_section",
    "weekly_section",
]
