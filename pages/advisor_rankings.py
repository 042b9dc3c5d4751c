"""Advisor Rankings: how the marketplace's months went, who does well, and where."""

from functools import partial

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
with (of_months := ui.opened(_("Month by month"), name="months")), ui.row(of="months"):
    measure = ui.advisors.chosen_measure()
ui.section(
    _("Month by month"),
    months,
    within=of_months,
    picture=partial(ui.advisors.measured_months, measure=measure),
    columns=ui.advisors.columns.months(),
    caption=_(
        "The running month is drawn as an outline. A month counts the requests made in it, with all their offers."
    ),
    empty=_("There is no request yet."),
)

with (of_advisors := ui.opened(_("Advisors"), name="advisors")), ui.row():
    by_city = ui.advisors.ranked_by_city()
    search = ui.advisors.searched_advisor()
    narrowed = ui.advisors.chosen_advisors(ui.ask(advisors.choices))
found = ui.ask(advisors.ranked, by_city=by_city, search=search, **narrowed)
ui.section(
    _("Advisors"),
    found.showing(ui.advisors.with_intervals(found.frame)),
    name="advisors",
    within=of_advisors,
    columns=ui.advisors.columns.ranking(by_city=by_city),
    caption=_(
        "The last 30 days; change against the 30 days before. In brackets the range in which the true rate lies with "
        "95 % certainty. Click a row for the advisor; the best 200 are shown."
    ),
    empty=_("No advisor fits."),
    selection=ui.advisors.selected_advisor(),
)

circles, unknown = ui.advisors.trade_circles(ui.ask(advisors.offers_by_place).rows)
ui.section(
    _("Cities"),
    cities,
    name="cities",
    picture=lambda _cities, palette: ui.advisors.trade_map(circles, palette=palette),
    columns=ui.advisors.columns.cities(),
    caption=ui.advisors.map_caption(),
    below=" ".join([ui.advisors.not_drawn(unknown), ui.advisors.calculated(figures.row["calculado_at"])]),
    empty=_("There is no advisor yet."),
)
ui.advisors.refreshing()
