"""Engagement Panel: who comes to the study centre, who stays away, how often, how long and when."""

from analytics import engagement, ui
from analytics.ui import _

ui.page(
    _("Engagement Panel"),
    _("Who comes to the study centre, who stays away, how often, how long and when."),
    domain="mgmt",
)

every = ui.load(engagement.levels)
ui.stop_when_empty(
    every.empty, what=_("Your students: who is active, who stays away, when the centre is full."), domain="mgmt"
)
levels = ui.engagement.levels(every)
chosen = {"levels": levels}

stickiness = ui.load(engagement.stickiness, **chosen)
ui.engagement.active_section(ui.load(engagement.active_windows, **chosen), stickiness.iloc[0])

decline = ui.load(engagement.decline_index, **chosen)
ui.section(
    _("This week against the last"),
    decline,
    name="decline_index",
    view="mgmt.engagement_decline_index_v",
    caption=ui.engagement.decline_in_words(decline.iloc[0]),
    columns=ui.engagement.columns.decline(),
    below=_("The 7 days that end today against the 7 before. Today is not over, so its week can only grow."),
    empty=_("Nobody has come yet."),
)

ui.engagement.inactive_section(ui.load(engagement.inactive_buckets, **chosen), levels=levels)

ui.engagement.weekly_section(ui.load(engagement.weekly_activity, **chosen))

rolling = ui.load(engagement.rolling_mau, **chosen)
ui.section(
    _("Monthly active students"),
    rolling,
    name="rolling_mau",
    view="mgmt.engagement_mau_rolling_90d_v",
    picture=lambda: ui.charts.daily_line(rolling, title=_("Students in 30 days"), palette=ui.colours()),
    columns=ui.engagement.columns.rolling(),
    caption=ui.engagement.rolling_in_words(rolling),
    empty=_("Nobody has come yet."),
)

ui.section(
    _("Stickiness (WAU/MAU)"),
    stickiness,
    name="stickiness",
    view="mgmt.engagement_wau_mau_v",
    columns=ui.engagement.columns.stickiness(),
    caption=ui.engagement.stickiness_in_words(stickiness.iloc[0]),
    empty=_("Nobody has come yet."),
)

ui.engagement.gap_sections(
    ui.load(engagement.days_between_visits, **chosen), ui.load(engagement.median_days_between_visits, **chosen)
)
ui.engagement.daypart_section(ui.load(engagement.hour_split, **chosen))
ui.engagement.heatmap_section(ui.load(engagement.hourly_heatmap, **chosen), levels=levels)
ui.engagement.weekday_section(ui.load(engagement.weekday_traffic, **chosen))
