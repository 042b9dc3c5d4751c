"""Home: how the programme stands, what changed lately, what needs attention."""

from analytics import curriculum, ui
from analytics.ui import _

ui.page(_("Home"), _("How the programme stands, what changed lately, and what needs attention."))

figures = ui.ask(curriculum.changes)
ui.stop_when_empty(figures, counting="groups_total", what=_("Key figures of your groups and facilitators."))
ui.bringing.way_from_home()

ui.say_where_data_end(figures, "meetings_28_days", of="meetings")
ui.cards(figures, ui.home.figure_cards(figures.row))
ui.home.attention([ui.home.about_trust(), ui.home.about_groups(figures, ui.ask(curriculum.anomaly_totals))])

weeks = ui.ask(curriculum.meetings_weekly)
ui.section(
    _("Meetings per week"),
    weeks,
    name="meetings_per_week",
    picture=ui.charts.weekly_bars,
    columns=ui.curriculum.columns.weeks(),
    caption=ui.from_its_day(
        weeks,
        now=_("The last 26 weeks, from Monday. The outlined week is still under way."),
        then=_("The last 26 weeks, from Monday. The outlined week is shown up to {day}."),
    ),
    empty=_("No group has met yet."),
)
ui.section(
    _("Where the groups stand"),
    ui.ask(curriculum.funnel),
    name="status_per_course",
    picture=ui.curriculum.charts.status_per_course,
    columns=ui.curriculum.columns.funnel(),
    caption=ui.rules.filled(
        _("Active: met in the last {ngeshare.active_days:days}. Stalled: did not, and has not graduated.")
    ),
    empty=_("There is no course yet."),
)
