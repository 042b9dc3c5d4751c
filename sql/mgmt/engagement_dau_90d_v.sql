-- mgmt.engagement_dau_90d_v (view)
-- Question: how many students came each day, and how long were they there?
-- Grain:    one row per local day, the last {academy.trend_days} with today
-- Reads:    mgmt.daily_activity, mgmt.minutes, mgmt.trend_begins
-- Traps:    days without anybody are there with zeros; minutes after midnight belong to the day after
create view mgmt.engagement_dau_90d_v as
select
    daily_activity.on_day as d,
    daily_activity.active_students,
    mgmt.minutes(daily_activity.microseconds, 2) as total_minutes
from mgmt.daily_activity((select mgmt.trend_begins()), '{}')
order by daily_activity.on_day;

comment on view mgmt.engagement_dau_90d_v is 'Daily active students and minutes of the last {academy.trend_days:days}.';
comment on column mgmt.engagement_dau_90d_v.d is 'Local date.';
comment on column mgmt.engagement_dau_90d_v.active_students is 'Students with a check-in on that date.';
comment on column mgmt.engagement_dau_90d_v.total_minutes is 'Minutes on that date, of all check-ins.';
