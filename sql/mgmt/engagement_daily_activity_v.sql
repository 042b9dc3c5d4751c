-- mgmt.engagement_daily_activity_v (view)
-- Question: how many students came each day, and how long were they there? (for older readers)
-- Grain:    one row per local day, the last {academy.trend_days} with today
-- Reads:    mgmt.engagement_dau_90d_v
-- Traps:    another name of mgmt.engagement_dau_90d_v
create view mgmt.engagement_daily_activity_v as
select
    engagement_dau_90d_v.d,
    engagement_dau_90d_v.active_students,
    engagement_dau_90d_v.total_minutes
from mgmt.engagement_dau_90d_v;

comment on view mgmt.engagement_daily_activity_v is
    'Daily active students and minutes of the last {academy.trend_days:days}, under an older name.';
comment on column mgmt.engagement_daily_activity_v.d is 'Local date.';
comment on column mgmt.engagement_daily_activity_v.active_students is 'Students with a check-in on that date.';
comment on column mgmt.engagement_daily_activity_v.total_minutes is 'Minutes on that date, of all check-ins.';
