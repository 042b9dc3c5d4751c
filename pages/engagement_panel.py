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

gaps = ui.load(engagement.days_between_visits, **chosen)
ui.section(
    _("Days between visits"),
    gaps.dropna(subset=["avg_days_between_visits"]),
    name="days_between_visits",
    view="mgmt.engagement_avg_days_between_visits_v",
    picture=lambda: ui.engagement.gap_bars(gaps, palette=ui.colours()),
    columns=ui.engagement.columns.gaps(),
    caption=_("The mean of all gaps between a student's visit days, over all history."),
    empty=_("Nobody has come on two days yet, so there is nothing to measure."),
)
median = ui.load(engagement.median_days_between_visits, **chosen)
ui.section(
    _("Median days between visits"),
    median.dropna(),
    name="median_days_between_visits",
    view="mgmt.engagement_median_days_between_visits_v",
    columns=ui.engagement.columns.median(),
    caption=ui.engagement.median_in_words(median.iloc[0], gaps),
    empty=_("Nobody has come on two days yet, so there is nothing to measure."),
)

parts = ui.load(engagement.hour_split, **chosen)
ui.section(
    _("Parts of the day"),
    parts,
    name="hour_split",
    view="mgmt.engagement_hour_split_v",
    picture=lambda: ui.engagement.daypart_bars(parts, palette=ui.colours()),
    columns=ui.engagement.columns.dayparts(),
    caption=_("Time spent here in the last 90 days, between 8 and 20 h."),
    empty=_("Nobody has come yet."),
)

ui.engagement.heatmap_section(ui.load(engagement.hourly_heatmap, **chosen), levels=levels)

weekdays = ui.load(engagement.weekday_traffic, **chosen)
ui.section(
    _("Weekdays"),
    weekdays,
    name="weekdays",
    view="mgmt.engagement_dau_90d_v",
    picture=lambda: ui.engagement.weekday_bars(weekdays, palette=ui.colours()),
    columns=ui.engagement.columns.weekdays(),
    caption=ui.engagement.weekday_in_words(weekdays),
    empty=_("Nobody has come yet."),
)
