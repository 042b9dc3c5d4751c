"""Engagement Panel: who comes to the study centre, who stays away, how often, how long and when."""

from functools import partial

from analytics import engagement, ui
from analytics.ui import _

ui.page(_("Engagement Panel"), _("Who comes to the study centre, who stays away, how often, how long and when."))

every = ui.ask(engagement.levels)
ui.stop_when_empty(every, what=_("Your students: who is active, who stays away, when the centre is full."))
levels = ui.engagement.levels(every.frame)
chosen = {"levels": levels}

stickiness = ui.ask(engagement.stickiness, **chosen)
ui.say_where_data_end(stickiness, "mau", of="visits")
ui.engagement.active_section(ui.ask(engagement.active_windows, **chosen), stickiness)

decline = ui.ask(engagement.decline_index, **chosen)
ui.section(
    _("This week against the last"),
    decline,
    caption=ui.engagement.decline_in_words(decline.row),
    columns=ui.engagement.columns.decline(),
    below=ui.engagement.two_weeks_in_words(decline),
    empty=_("Nobody has come yet."),
    one_row=True,
)

ui.engagement.inactive_section(ui.ask(engagement.inactive_buckets, **chosen), levels=levels)
few = ui.ask(engagement.few_recent_students, **chosen).row["few_people"]
ui.engagement.weekly_section(ui.ask(engagement.weekly_activity, **chosen), few)

rolling = ui.ask(engagement.rolling_mau, **chosen)
ui.section(
    _("Monthly active students"),
    rolling,
    picture=partial(ui.charts.daily_line, title=ui.rules.filled(_("Students in {academy.mau_days:days}"))),
    columns=ui.engagement.columns.rolling(),
    caption=ui.engagement.rolling_in_words(ui.ask(engagement.rolling_mau_figures, **chosen).row),
    empty=_("Nobody has come yet."),
)
ui.section(
    _("Stickiness (WAU/MAU)"),
    stickiness,
    columns=ui.engagement.columns.stickiness(),
    caption=ui.engagement.stickiness_in_words(stickiness.row),
    empty=_("Nobody has come yet."),
    one_row=True,
)

ui.engagement.gap_sections(
    ui.ask(engagement.days_between_visits, **chosen), ui.ask(engagement.median_days_between_visits, **chosen)
)
ui.engagement.daypart_section(
    ui.ask(engagement.hour_split, **chosen), ui.ask(engagement.outside_dayparts, **chosen), few
)
ui.engagement.heatmap_section(ui.ask(engagement.hourly_heatmap, **chosen), levels=levels)
ui.engagement.weekday_section(
    ui.ask(engagement.weekday_traffic, **chosen), ui.ask(engagement.busiest_weekday, **chosen), few
)
