"""Curriculum Funnel: how far groups get in each course, where they go next, where they stop."""

from analytics import curriculum, ui
from analytics.ui import _

ui.page(
    _("Curriculum Funnel"),
    _("How far groups get in each course, where they go next, and where they stop."),
    domain="ngeshare",
)

every = ui.load(curriculum.funnel)
ui.stop_when_empty(every["groups_total"].sum() == 0, what=_("The way of your groups through the four courses."))
order = every["course_name"].to_list()
with ui.row():
    courses = ui.several(_("Course"), order, name="course", placeholder=_("All courses"))

funnel = ui.load(curriculum.funnel, courses=courses)
ui.cards(ui.curriculum.funnel_cards(funnel))
ui.section(
    _("Started, graduated, continued"),
    funnel,
    name="funnel",
    view="ngeshare.v_curriculum_funnel",
    picture=lambda: ui.curriculum.charts.course_funnel(funnel, order=order, palette=ui.colours()),
    columns=ui.curriculum.columns.funnel(),
    caption=_("Graduated: of all groups of the course. Continued with the next course: of the graduated ones."),
    empty=_("No course fits the filters."),
)

groups = ui.load(curriculum.groups, courses=courses)
ui.curriculum.flow_section(_("Where groups go"), ui.load(curriculum.flow, courses=courses), groups, courses=order)

dropoff = ui.load(curriculum.episode_dropoff, courses=courses)
ui.section(
    _("Where groups stop"),
    dropoff,
    name="episode_dropoff",
    view="ngeshare.v_episode_dropoff",
    picture=lambda: ui.curriculum.charts.episode_heat(dropoff, order=order, palette=ui.colours()),
    columns=ui.curriculum.columns.dropoff(),
    caption=ui.curriculum.peaks_in_words(dropoff, order=order),
    empty=_("No group has stalled."),
)

times = ui.load(curriculum.time_to_graduate, courses=courses)
outliers = ui.curriculum.named(ui.load(curriculum.graduation_outliers, courses=courses), groups)
ui.section(
    _("Time to graduate"),
    times,
    name="time_to_graduate",
    view="ngeshare.v_time_to_graduate",
    picture=lambda: ui.curriculum.charts.graduation_spread(times, outliers, order=order, palette=ui.colours()),
    columns=ui.curriculum.columns.graduation_times(),
    caption=_("The band spans the fastest to the slowest group, the bar marks the median, triangles are outliers."),
    empty=_("No group has graduated."),
)
ui.section(
    _("Unusually fast or slow"),
    outliers,
    name="graduation_outliers",
    view="ngeshare.v_time_to_graduate_outliers",
    columns=ui.curriculum.columns.outliers(),
    empty=_("No group lies outside the usual range of its course."),
)

anomalies = ui.curriculum.named(ui.load(curriculum.anomalies), groups)
ui.section(
    _("Anomalies"),
    anomalies,
    name="anomalies",
    view="ngeshare.v_pipeline_anomalies",
    picture=lambda: ui.curriculum.charts.anomaly_kinds(anomalies, palette=ui.colours()),
    columns=ui.curriculum.columns.anomalies(),
    empty=_("No group breaks a rule of the curriculum."),
)
