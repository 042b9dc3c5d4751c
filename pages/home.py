"""Home: how the programme stands, what changed in four weeks, what needs attention."""

from analytics import curriculum, ui
from analytics.ui import _

ui.page(
    _("Home"), _("How the programme stands, what changed in four weeks, and what needs attention."), domain="ngeshare"
)

figures = ui.load(curriculum.key_figures).iloc[0]
ui.stop_when_empty(figures["groups_total"] == 0, what=_("Key figures of your groups and facilitators."))
before = ui.earlier(curriculum.key_figures, than=figures["day"].date(), days=28).iloc[0]

ui.cards(
    [
        ui.change_card(_("Active groups"), figures, before, "groups_active"),
        ui.change_card(_("Graduated groups"), figures, before, "groups_graduated"),
        ui.change_card(_("Groups to rescue"), figures, before, "groups_rescuable", better="inverse"),
        ui.change_card(_("Active facilitators"), figures, before, "active_facilitators"),
        ui.change_card(_("Meetings in 28 days"), figures, before, "meetings_28_days"),
    ]
)

ui.home.attention(
    [
        *ui.home.about_trust(),
        *ui.home.about_groups(rescuable=int(figures["groups_rescuable"]), anomalies=ui.load(curriculum.anomalies)),
    ]
)

weeks = ui.load(curriculum.meetings_weekly)
ui.section(
    _("Meetings per week"),
    weeks,
    name="meetings_per_week",
    view="ngeshare.meetings_weekly",
    picture=lambda: ui.charts.weekly_bars(weeks, palette=ui.colours()),
    columns=ui.curriculum.columns.weeks(),
    caption=_("The last 26 weeks, from Monday. The outlined week is still under way."),
    empty=_("No group has met yet."),
)

courses = ui.load(curriculum.funnel)
ui.section(
    _("Where the groups stand"),
    courses,
    name="status_per_course",
    view="ngeshare.v_curriculum_funnel",
    picture=lambda: ui.curriculum.charts.status_per_course(courses, palette=ui.colours()),
    columns=ui.curriculum.columns.funnel(),
    caption=_("Active: met in the last 28 days. Stalled: did not, and has not graduated."),
    empty=_("There is no course yet."),
)
