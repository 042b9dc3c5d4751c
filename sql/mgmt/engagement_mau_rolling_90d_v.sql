-- mgmt.engagement_mau_rolling_90d_v (view)
-- Question: on each of the last {academy.trend_days:days}, how many students had come in the {academy.mau_days:days} before it?
-- Grain:    one row per local day, the last {academy.trend_days} with today
-- Reads:    mgmt.rolling_mau
-- Traps:    the snapshot's own day is not in its window, so the last row is the MAU of yesterday's evening
create view mgmt.engagement_mau_rolling_90d_v as
select
    rolling_mau.snapshot_date,
    rolling_mau.mau_rolling_30d
from mgmt.rolling_mau('{}')
order by rolling_mau.snapshot_date;

comment on view mgmt.engagement_mau_rolling_90d_v is 'Monthly active students before each of the last {academy.trend_days:days}.';
comment on column mgmt.engagement_mau_rolling_90d_v.snapshot_date is 'Local date that the {academy.mau_days:days} come before.';
comment on column mgmt.engagement_mau_rolling_90d_v.mau_rolling_30d is
    'Students with a visit day in the {academy.mau_days:days} before the snapshot''s date.';
