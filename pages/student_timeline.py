"""Student Timeline: everything one student did, where a video is hard, what waits for an answer."""

from analytics import timeline, ui
from analytics.ui import _

ui.page(
    _("Student Timeline"),
    _("Everything a student did, day by day and goal by goal; where in a video students stop to think."),
    domain="timeline",
)

nobody = ui.load(timeline.students, search="", limit=1).empty
ui.stop_when_empty(nobody, what=_("What your students do in videos, quizzes, notes and goals."))

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
    types = ui.timeline.chosen_types() if show != "waiting" else []
    first_day, last_day = ui.timeline.chosen_days() if show != "waiting" else (None, None)
chosen = {"types": types, "first_day": first_day, "last_day": last_day}

if show == "waiting":
    total = ui.load(timeline.pending_total).iloc[0]
    ui.cards(ui.timeline.waiting_cards(total, ui.load(timeline.pending, limit=1)))
    ui.timeline.waiting_list(
        _("Reflections without an answer"), student_id=student, empty=_("Nothing waits for an answer.")
    )
elif show == "video" and video:
    moments = ui.load(timeline.video_moments, video_id=video)
    ui.section(
        _("Along the video"),
        moments,
        name="video_moments",
        view="timeline.video_moments",
        picture=lambda: ui.timeline.along_the_video(moments, palette=ui.colours()),
        columns=ui.timeline.moment_columns(),
        caption=_("All students; each bar stands for 15 seconds."),
        empty=_("Nobody has done anything in this video yet."),
    )
    ui.timeline.activity_list(
        _("What happened in it"),
        name="video_activities",
        empty=_("No activity fits."),
        with_student=True,
        video_id=video,
        student_id=student,
        **chosen,
    )
elif student is None:
    ui.timeline.activity_list(
        _("The latest of all students"), name="latest", empty=_("No activity fits."), with_student=True, **chosen
    )
elif show == "goals":
    goals = ui.load(timeline.goals, student_id=student)
    ui.section(
        _("Goals"),
        goals,
        name="goals",
        view="timeline.goal_spans",
        picture=lambda: ui.timeline.goal_bars(goals, palette=ui.colours()),
        choice=ui.timeline.goal_choice(goals),
        columns=ui.timeline.goal_columns(),
        caption=_("From the first to the last activity. Click a bar for what it took, again to let go."),
        empty=_("This student has done nothing for a goal yet."),
    )
    goal = ui.timeline.one_goal(goals)
    ui.timeline.activity_list(
        _("What it took"),
        name="goal_activities",
        empty=_("No activity fits."),
        student_id=student,
        goal_id=goal,
        **chosen,
    )
else:
    days = ui.load(timeline.days, student_id=student)
    waiting = ui.load(timeline.pending, student_id=student, limit=1_000)
    ui.cards(ui.timeline.student_cards(days, len(waiting)))
    day = ui.timeline.calendar_and_week(days, student_id=student)
    ui.timeline.activity_list(
        _("What happened"),
        name="day_activities",
        empty=_("No activity fits."),
        student_id=student,
        types=types,
        first_day=day or first_day,
        last_day=day or last_day,
    )
    ui.section(
        _("Beside the course's median"),
        ui.load(timeline.courses, student_id=student),
        name="course_comparison",
        view="timeline.course_comparison",
        columns=ui.timeline.course_columns(),
        empty=_("This student is enrolled in no course."),
    )
