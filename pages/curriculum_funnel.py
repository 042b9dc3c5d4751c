"""Curriculum Funnel: how far groups get in each course, where they go next, where they stop."""

from functools import partial

from analytics import curriculum, ui
from analytics.ui import _

ui.page(_("Curriculum Funnel"), _("How far groups get in each course, where they go next, and where they stop."))

every = ui.ask(curriculum.funnel)
ui.stop_when_empty(every, counting="groups_total", what=_("The way of your groups through the four courses."))
ui.say_where_data_end(ui.ask(curriculum.changes), "groups_active", of="meetings")
order = every.frame["course_name"].to_list()
with ui.row():
    courses = ui.several(_("Course"), order, name="course", placeholder=_("All courses"))

funnel = ui.ask(curriculum.funnel, courses=courses)
totals = ui.ask(curriculum.funnel_totals, courses=courses)
ui.cards(totals, ui.curriculum.funnel_cards(totals.row))
ui.section(
    _("Started, graduated, continued"),
    funnel,
    picture=partial(ui.curriculum.charts.course_funnel, order=order),
    columns=ui.curriculum.columns.funnel(),
    caption=_("Graduated: of all groups of the course. Continued with the next course: of the graduated ones."),
    empty=_("No course fits the filters."),
)
flow, flow_totals = ui.ask(curriculum.flow, courses=courses), ui.ask(curriculum.flow_totals, courses=courses)
ui.curriculum.flow_section(_("Where groups go"), flow, flow_totals, courses=order)

dropoff = ui.ask(curriculum.episode_dropoff, courses=courses)
ui.section(
    _("Where groups stop"),
    dropoff,
    picture=partial(ui.curriculum.charts.episode_heat, order=order),
    columns=ui.curriculum.columns.dropoff(),
    caption=ui.curriculum.peaks_in_words(dropoff.frame, order=order),
    empty=_("No group has stalled."),
)

outliers = ui.ask(curriculum.graduation_outliers, courses=courses, limit=ui.LISTED)
outlying = ui.ask(curriculum.outlier_days, courses=courses)
ui.section(
    _("Time to graduate"),
    ui.ask(curriculum.time_to_graduate, courses=courses),
    picture=partial(ui.curriculum.charts.graduation_spread, outliers=outlying.frame, order=order),
    columns=ui.curriculum.columns.graduation_times(),
    caption=_("The band spans the fastest to the slowest group, the bar marks the median, triangles are outliers."),
    empty=_("No group has graduated."),
)
ui.section(
    _("Unusually fast or slow"),
    outliers.out_of(outlying.in_all("groups_in_all")),
    columns=ui.curriculum.columns.outliers(),
    empty=_("No group lies outside the usual range of its course."),
)
ui.curriculum.anomalies_section(courses)
