"""Advisor Rankings: how the marketplace's months went, who does well, and where."""

from analytics import advisors, ui
from analytics.ui import _

ui.page(
    _("Advisor Rankings"),
    _("How the marketplace's months went, which advisors do well, and how much their ranks rest on."),
)

months, cities = ui.ask(advisors.months), ui.ask(advisors.cities)
ui.stop_when_empty(cities, what=_("Your marketplace's months, advisors and cities."))

figures = ui.ask(advisors.trade_figures)
ui.say_where_data_end(figures, "ofertas", of="offers")
ui.cards(figures, ui.advisors.trade_cards(figures.row))
ui.advisors.months_section(months)
ui.advisors.ranking_section()

circles, unknown = ui.advisors.trade_circles(ui.ask(advisors.offers_by_place).rows)
ui.section(
    _("Cities"),
    cities,
    name="cities",
    picture=ui.advisors.trade_map,
    draws=circles,
    columns=ui.advisors.columns.cities(),
    caption=ui.advisors.map_caption(),
    below=" ".join([ui.advisors.not_drawn(unknown), ui.advisors.calculated(figures.row["calculado_at"])]),
    empty=_("There is no advisor yet."),
)
ui.advisors.refreshing()
