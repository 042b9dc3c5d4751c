-- mgmt.engagement_weekly_active_90d_v (view)
-- Question: how did each week of the last {academy.trend_days:days} go?
-- Grain:    one row per week, from {academy.week_starts_on:weekday} on, of the last {academy.trend_days} local days
-- Reads:    mgmt.weekly_activity
-- Traps:    the first and the last week may be partial; whoever comes on two days is in sum_active_students twice
create view mgmt.engagement_weekly_active_90d_v as
select
    weekly_activity.week_start,
    weekly_activity.max_daily_actives,
    weekly_activity.total_minutes,
    weekly_activity.sessions,
    weekly_activity.sum_active_students
from mgmt.weekly_activity('{}')
order by weekly_activity.week_start;

comment on view mgmt.engagement_weekly_active_90d_v is 'Activity of the last {academy.trend_days} local days by week, empty weeks included.';
comment on column mgmt.engagement_weekly_active_90d_v.week_start is
    '{academy.week_starts_on:weekday} that begins the week, also of the first, partial one.';
comment on column mgmt.engagement_weekly_active_90d_v.max_daily_actives is 'Most students on one day of the week.';
comment on column mgmt.engagement_weekly_active_90d_v.total_minutes is 'Minutes on days of the week.';
comment on column mgmt.engagement_weekly_active_90d_v.sessions is 'Check-ins that began on days of the week.';
comment on column mgmt.engagement_weekly_active_90d_v.sum_active_students is 'Daily active students, added up.';
