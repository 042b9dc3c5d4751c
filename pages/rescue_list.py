"""Rescue List: stalled groups that are nearly there, those that stopped last first."""

from analytics import curriculum, ui
from analytics.ui import _

ui.page(
    _("Rescue List"),
    _("Stalled groups that are nearly through their course; the ones that stopped last come back most easily."),
    domain="ngeshare",
)

figures = ui.load(curriculum.key_figures).iloc[0]
ui.stop_when_empty(figures["groups_total"] == 0, what=_("The groups that a call may bring back."))

every = ui.load(curriculum.rescue_list)
with ui.row():
    courses = ui.several(_("Course"), every["course_name"], name="course", placeholder=_("All courses"))
    cities = ui.several(_("City"), every["city"].dropna(), name="city", placeholder=_("All cities"))
    facilitators = ui.several(
        _("Facilitator"), every["facilitator_name"].dropna(), name="facilitator", placeholder=_("All facilitators")
    )

groups = ui.load(curriculum.rescue_list, courses=courses, cities=cities, facilitators=facilitators)
people = ui.load(curriculum.people_of, group_ids=groups["group_id"].tolist()).iloc[0]
ui.cards(ui.curriculum.rescue_cards(len(groups), people))
ui.section(
    _("Groups to rescue"),
    groups,
    name="rescue_list",
    view="ngeshare.v_rescue_list",
    columns=ui.curriculum.columns.rescue(every["course_name"]),
    caption=_("Click a heading to sort."),
    empty=_("No stalled group fits. Nothing to rescue here."),
)

circles, unknown = ui.curriculum.charts.city_circles(groups)
ui.section(
    _("Where they are"),
    ui.curriculum.groups_per_city(groups),
    name="rescue_map",
    view="ngeshare.v_rescue_list",
    picture=lambda: ui.curriculum.charts.rescue_map(circles, palette=ui.colours()),
    columns=ui.curriculum.columns.city_groups(),
    caption=_("The larger the circle, the more groups. Hover for the number, drag and scroll to look closer."),
    below=ui.curriculum.not_on_the_map(groups, unknown),
    empty=_("No city is known for these groups."),
)
