-- mgmt.engagement_hour_split_v (view)
-- Question: when in the day are students there: morning, afternoon or evening?
-- Grain:    one row per part of the day, always three
-- Reads:    mgmt.hour_split
-- Traps:    a check-in is split at noon and at 17 h; before 8 and from 20 h on belongs to no part; last 90 days
create view mgmt.engagement_hour_split_v as
select
    hour_split.daypart,
    hour_split.total_minutes
from mgmt.hour_split('{}');

comment on view mgmt.engagement_hour_split_v is 'Minutes of the last 90 local days by part of the day.';
comment on column mgmt.engagement_hour_split_v.daypart is
    'morning_08_12, afternoon_12_17 or evening_17_20, in local hours, the end excluded.';
comment on column mgmt.engagement_hour_split_v.total_minutes is 'Minutes inside those hours.';
