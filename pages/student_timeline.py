"""Student Timeline: everything one student did, where a video is hard, what waits for an answer."""

from analytics import timeline, ui
from analytics.ui import _

ui.page(
    _("Student Timeline"),
    _("Everything a student did, day by day and goal by goal; where in a video students stop to think."),
)

ui.stop_when_empty(
    ui.ask(timeline.students, search="", limit=1), what=_("What your students do in videos, quizzes, notes and goals.")
)

show = ui.one_of(
    _("Show"),
    {"days": _("Days"), "video": _("Video"), "goals": _("Goals"), "waiting": _("Waiting for an answer")},
    name="show",
    default="days",
)
with ui.row():
    video = ui.timeline.chosen_video() if show == "video" else None
    student = ui.timeline.chosen_student(
        everybody=_("All students") if show in {"video", "waiting"} else _("Choose a student")
    )
    narrowed = ui.timeline.chosen_types_and_days() if show != "waiting" else None

if narrowed is None:
    ui.timeline.waiting_part(student)
elif show == "video" and video:
    ui.timeline.video_part(video, student, narrowed)
elif student is None:
    ui.timeline.latest_part(narrowed)
elif show == "goals":
    ui.timeline.goals_part(student, narrowed)
else:
    ui.timeline.days_part(student, narrowed)
