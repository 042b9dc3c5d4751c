"""The Student Timeline's own words: whom to look at, lists that go page by page, what may be opened."""

from analytics.ui.timeline.cards import student_cards, waiting_cards
from analytics.ui.timeline.choices import chosen_days, chosen_student, chosen_types, chosen_video, goal_choice, one_goal
from analytics.ui.timeline.columns import activities as activity_columns
from analytics.ui.timeline.columns import courses as course_columns
from analytics.ui.timeline.columns import goals as goal_columns
from analytics.ui.timeline.columns import moments as moment_columns
from analytics.ui.timeline.columns import waiting as waiting_columns
from analytics.ui.timeline.days import calendar_and_week
from analytics.ui.timeline.lists import activity_list, waiting_list
from analytics.ui.timeline.pictures import along_the_video, goal_bars

__all__ = [
    "activity_columns",
    "activity_list",
    "along_the_video",
    "calendar_and_week",
    "chosen_days",
    "chosen_student",
    "chosen_types",
    "chosen_video",
    "course_columns",
    "goal_bars",
    "goal_choice",
    "goal_columns",
    "moment_columns",
    "one_goal",
    "student_cards",
    "waiting_cards",
    "waiting_columns",
    "waiting_list",
]
