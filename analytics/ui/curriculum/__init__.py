"""The parts of the pages Curriculum Funnel, Rescue List and Facilitator Growth."""

from analytics.ui.curriculum import charts, columns
from analytics.ui.curriculum.anomalies import anomalies_section
from analytics.ui.curriculum.cards import facilitator_cards, funnel_cards, rescue_cards
from analytics.ui.curriculum.choices import chosen_rescues, listed_courses
from analytics.ui.curriculum.flow import flow_section
from analytics.ui.curriculum.sentences import (
    not_on_the_map,
    peaks_in_words,
    running_bar_in_words,
    running_end_in_words,
)

__all__ = [
    "anomalies_section",
    "charts",
    "chosen_rescues",
    "columns",
    "facilitator_cards",
    "flow_section",
    "funnel_cards",
    "listed_courses",
    "not_on_the_map",
    "peaks_in_words",
    "rescue_cards",
    "running_bar_in_words",
    "running_end_in_words",
]
