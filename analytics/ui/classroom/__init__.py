"""The parts of the page Classroom Sessions."""

from analytics.ui.classroom import columns
from analytics.ui.classroom.cards import key_figures
from analytics.ui.classroom.choices import period, school
from analytics.ui.classroom.guidance import guidance_totals
from analytics.ui.classroom.hours import hourly_activity, hourly_delays, hourly_scores
from analytics.ui.classroom.left_out import list_what_is_left_out
from analytics.ui.classroom.sentences import cost_in_words, errors_in_words, last_hour_in_words
from analytics.ui.classroom.session import on_their_clocks, selected_session

__all__ = [
    "columns",
    "cost_in_words",
    "errors_in_words",
    "guidance_totals",
    "hourly_activity",
    "hourly_delays",
    "hourly_scores",
    "key_figures",
    "last_hour_in_words",
    "list_what_is_left_out",
    "on_their_clocks",
    "period",
    "school",
    "selected_session",
]
