"""Classroom Sessions: what happens in live lessons, how well they go, and what each of them looked like."""

from analytics import classroom, ui
from analytics.ui import _

ui.page(
    _("Classroom Sessions"),
    _("What happens in live lessons hour by hour, how well they go, and what each of them looked like."),
)

schools = ui.ask(classroom.schools)
ui.stop_when_empty(schools, what=_("The lessons of your schools, hour by hour."))
with ui.row():
    period = {"school": ui.classroom.school(schools.frame), "hours": ui.classroom.period()}

figures = ui.ask(classroom.dashboard, **period)
ui.classroom.key_figures(figures)
activity, totals = ui.ask(classroom.activity, **period), ui.ask(classroom.totals, **period).row
measured = ui.ask(classroom.measurements, **period)
ui.section(
    _("Hourly activity"),
    activity,
    name="hourly_activity",
    picture=ui.classroom.hourly_activity,
    columns=ui.classroom.columns.activity_columns(),
    caption=ui.classroom.last_hour_in_words(activity),
    empty=_("Nothing happened in this period."),
)
ui.section(
    _("Quality and participation"),
    measured,
    name="lesson_quality",
    picture=ui.classroom.hourly_scores,
    columns=ui.classroom.columns.quality_columns(),
    caption=_("Means of the readings of each hour, from 0 to 100."),
    empty=_("Nothing was measured in this period."),
)
ui.section(
    _("System health"),
    measured,
    name="system_health",
    picture=ui.classroom.hourly_delays,
    columns=ui.classroom.columns.system_columns(),
    caption=ui.classroom.errors_in_words(totals),
    empty=_("Nothing was measured in this period."),
)
ui.section(
    _("Guidance, analyses and cost"),
    activity,
    name="guidance_and_cost",
    picture=ui.classroom.guidance_totals,
    draws=totals,
    columns=ui.classroom.columns.guidance_columns(),
    caption=ui.classroom.cost_in_words(totals),
    empty=_("Nothing happened in this period."),
)
ui.section(
    _("Sessions"),
    ui.classroom.on_their_clocks(ui.ask(classroom.sessions, **period)),
    name="classroom_sessions",
    columns=ui.classroom.columns.session_columns(),
    caption=_("Select a session to see its events. The newest 500 are listed."),
    empty=_("No session was active in this period."),
    selection=ui.classroom.selected_session(),
)
ui.classroom.list_what_is_left_out(figures.row, **period)
