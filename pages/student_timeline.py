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
if show == "waiting":
    ui.timeline.waiting_part()
elif show == "video":
    ui.timeline.video_part()
else:
    with ui.row():
        whom = ui.timeline.chosen_student(everybody=_("Choose a student"))
    student = whom["student_id"]
    if student is None:
        ui.timeline.everybody_part(whom["search"])
    elif show == "goals":
        ui.timeline.goals_part(student)
    else:
        ui.timeline.days_part(student)
