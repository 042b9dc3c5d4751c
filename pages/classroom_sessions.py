"""Classroom Sessions: what happens in live lessons, how well they go, and what each of them looked like."""

from analytics import classroom, ui
from analytics.ui import _

ui.page(
    _("Classroom Sessions"),
    _("What happens in live lessons hour by hour, how well they go, and what each of them looked like."),
    domain="analytics",
)

schools = ui.load(classroom.schools)
ui.stop_when_empty(schools.empty, what=_("The lessons of your schools, hour by hour."))
with ui.row():
    school = ui.classroom.school(schools)
    hours = ui.classroom.period()

period = {"school": school, "hours": hours}
figures = ui.load(classroom.dashboard, **period).iloc[0]
ui.classroom.served_from(figures["served_from"])
ui.cards(ui.classroom.cards(figures))

activity = ui.load(classroom.activity, **period)
ui.section(
    _("Hourly activity"),
    activity,
    name="hourly_activity",
    view="analytics.dashboard_metrics_hourly",
    picture=lambda: ui.classroom.hourly_activity(activity, palette=ui.colours()),
    columns=ui.classroom.columns.activity_columns(),
    caption=_("Hours are UTC. The last one is still running."),
    empty=_("Nothing happened in this period."),
)

measured = ui.load(classroom.measurements, **period)
ui.section(
    _("Quality and participation"),
    measured,
    name="lesson_quality",
    view="analytics.hourly_readings",
    picture=lambda: ui.classroom.hourly_scores(measured, palette=ui.colours()),
    columns=ui.classroom.columns.quality_columns(),
    caption=_("Means of the readings of each hour, from 0 to 100."),
    empty=_("Nothing was measured in this period."),
)
ui.section(
    _("System health"),
    measured,
    name="system_health",
    view="analytics.hourly_readings",
    picture=lambda: ui.classroom.hourly_delays(measured, palette=ui.colours()),
    columns=ui.classroom.columns.system_columns(),
    caption=ui.classroom.errors_in_words(measured),
    empty=_("Nothing was measured in this period."),
)
ui.section(
    _("Guidance, analyses and cost"),
    activity,
    name="guidance_and_cost",
    view="analytics.dashboard_metrics_hourly",
    picture=lambda: ui.classroom.guidance_totals(activity, palette=ui.colours()),
    columns=ui.classroom.columns.guidance_columns(),
    caption=ui.classroom.cost_in_words(activity),
    empty=_("Nothing happened in this period."),
)
ui.section(
    _("Sessions"),
    ui.load(classroom.sessions, **period),
    name="classroom_sessions",
    view="analytics.session_events",
    columns=ui.classroom.columns.session_columns(),
    caption=_("Select a session to see its events. The newest 500 are listed."),
    empty=_("No session was active in this period."),
    detail=lambda position: ui.classroom.timeline(ui.load(classroom.sessions, **period).iloc[position]),
)
