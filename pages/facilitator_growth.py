"""Facilitator Growth: how many lead groups, how many came from the ranks, how fast they become more."""

from analytics import curriculum, ui
from analytics.ui import _

ui.page(
    _("Facilitator Growth"),
    _("How many people lead groups, how many of them were members before, and how fast they become more."),
)

totals = ui.ask(curriculum.facilitator_figures)
ui.stop_when_empty(totals, counting="total_facilitators", what=_("Your facilitators, month by month."))

with ui.row():
    months = ui.one_of(
        _("Months"), {"12": _("Last 12"), "24": _("Last 24"), "all": _("All months")}, name="months", default="12"
    )
shown = ui.ask(curriculum.facilitator_growth_monthly, months=None if months == "all" else int(months))

ui.say_where_data_end(totals, "active_facilitators", of="meetings")
ui.cards(totals, ui.curriculum.facilitator_cards(totals))
ui.section(
    _("New facilitators per month"),
    shown,
    name="new_facilitators",
    picture=ui.charts.monthly_bars,
    columns=ui.curriculum.columns.growth(),
    caption=ui.curriculum.running_bar_in_words(shown),
    empty=_("There is no facilitator yet."),
)
ui.section(
    _("Facilitators in total"),
    shown,
    name="cumulative_facilitators",
    picture=ui.charts.cumulative_line,
    columns=ui.curriculum.columns.growth(),
    caption=ui.curriculum.running_end_in_words(shown),
    empty=_("There is no facilitator yet."),
)
ui.section(
    _("Who they are"),
    ui.ask(curriculum.facilitators, limit=ui.LISTED).out_of(totals.row["total_facilitators"]),
    columns=ui.curriculum.columns.facilitators(),
    caption=_("Newest first."),
    empty=_("There is no facilitator yet."),
)
