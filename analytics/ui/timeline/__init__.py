"""The parts of the page Student Timeline: whom to look at, and what is shown of a video, a goal, a day, what waits."""

from analytics.ui.timeline.choices import chosen_student, chosen_types_and_days, chosen_video
from analytics.ui.timeline.parts import days_part, goals_part, latest_part, video_part, waiting_part

__all__ = [
    "chosen_student",
    "chosen_types_and_days",
    "chosen_video",
    "days_part",
    "goals_part",
    "latest_part",
    "video_part",
    "waiting_part",
]
