"""The parts of the page Student Timeline: whom to look at, and what is shown of a video, a goal, a day, what waits."""

from analytics.ui.timeline.choices import chosen_student
from analytics.ui.timeline.parts import days_part, everybody_part, goals_part, video_part, waiting_part

__all__ = [
    "chosen_student",
    "days_part",
    "everybody_part",
    "goals_part",
    "video_part",
    "waiting_part",
]
