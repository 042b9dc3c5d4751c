"""Advisor Rankings: how the marketplace's months went, who does well, and where."""

from functools import partial

from analytics import advisors, ui
from analytics.ui import _

ui.page(
    _("Advisor Rankings"),
    _("How the marketplace's months went, which advisors do well, and how much their ranks rest on."),
    domain="kpi",
)

months, cities = ui.recent(advisors.months), ui.recent(advisors.city_summary)
ui.stop_when_empty(cities.empty, what=_("Your marketplace's months, advisors and cities."), domain="kpi")

choices, measures = ui.recent(advisors.choices), ui.advisors.measures()
names = {token: name for token, (name, *_more) in measures.items()}
with ui.row():
    measure = ui.one_of_many(_("Months show"), names, name="measure", default="created")
    scope = ui.one_of(_("Rank"), {"country": _("National"), "city": _("By city")}, name="rank", default="country")
    chosen_cities = ui.several(_("City"), choices["ciudad"], name="city", placeholder=_("All cities"))
    levels = ui.several(
        _("Level"), choices["nivel_actual"][choices["nivel_actual"] != ""], name="level", placeholder=_("All levels")
    )
    states = ui.several(_("State"), choices["estado_asesor"], name="state", placeholder=_("All states"))

ui.cards(ui.advisors.trade_cards(months, cities))

title, column, write = measures[measure]
ui.section(
    _("Month by month"),
    months,
    name="months",
    view="kpi.mv_metricas_mensuales",
    picture=lambda: ui.advisors.measured_months(months, column, title=title, write=write, palette=ui.colours()),
    columns=ui.advisors.months(),
    caption=_(
        "The running month is drawn as an outline. A month counts the requests made in it, with all their offers."
    ),
    empty=_("There is no request yet."),
    live=True,
)

by_city = scope == "city"
found = ui.recent(advisors.ranked, cities=chosen_cities, levels=levels, states=states, by_city=by_city)
ranked = ui.advisors.with_intervals(found)
ui.section(
    _("Advisors"),
    ranked,
    name="advisors",
    view="kpi.advisor_ranking",
    columns=ui.advisors.ranking(by_city=by_city),
    caption=_(
        "The last 30 days; change against the 30 days before. In brackets the range in which the true rate lies with "
        "95 % certainty. Click a row for the advisor; the best 200 are shown."
    ),
    empty=_("No advisor fits."),
    export=found,
    detail=partial(ui.advisors.advisor_detail, ranked),
    live=True,
)

circles, unknown = ui.advisors.trade_circles(cities)
ui.section(
    _("Cities"),
    cities,
    name="cities",
    view="kpi.city_summary",
    picture=lambda: ui.advisors.trade_map(circles, palette=ui.colours()),
    columns=ui.advisors.cities(),
    caption=ui.advisors.map_caption(),
    below=" ".join([ui.advisors.not_drawn(unknown), ui.advisors.calculated(cities["calculado_at"].max())]),
    empty=_("There is no advisor yet."),
    live=True,
)
ui.advisors.refreshing()
