"""Rescue List: stalled groups that are nearly there, those that stopped last first."""

from analytics import curriculum, ui
from analytics.ui import _

ui.page(
    _("Rescue List"),
    _("Stalled groups that are nearly through their course; the ones that stopped last come back most easily."),
)

figures = ui.ask(curriculum.changes)
ui.stop_when_empty(figures, counting="groups_total", what=_("The groups that a call may bring back."))
ui.say_where_data_end(figures, "groups_active", of="meetings")

choices = ui.ask(curriculum.rescue_choices)
with ui.row():
    chosen = ui.curriculum.chosen_rescues(choices)

groups, totals = (
    ui.ask(curriculum.rescue_list, **chosen, limit=ui.LISTED),
    ui.ask(curriculum.rescue_totals, **chosen),
)
people = ui.ask(curriculum.people_of, **chosen)
ui.cards(totals, ui.curriculum.rescue_cards(totals.row, people))
ui.section(
    _("Groups to rescue"),
    groups.out_of(totals.row["groups"]),
    columns=ui.curriculum.columns.rescue(ui.curriculum.listed_courses(choices)),
    caption=_("Click a heading to sort."),
    empty=_("No stalled group fits. Nothing to rescue here."),
)

in_cities = ui.ask(curriculum.rescue_cities, **chosen)
circles, unknown = ui.curriculum.charts.city_circles(in_cities.rows)
ui.section(
    _("Where they are"),
    in_cities,
    name="rescue_map",
    picture=ui.curriculum.charts.rescue_map,
    draws=circles,
    columns=ui.curriculum.columns.city_groups(),
    caption=_("The larger the circle, the more groups. Hover for the number, drag and scroll to look closer."),
    below=ui.curriculum.not_on_the_map(totals.row["groups_without_city"], unknown),
    empty=_("No city is known for these groups."),
)
