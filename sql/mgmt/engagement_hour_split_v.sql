-- mgmt.engagement_hour_split_v (view)
-- Question: when in the day are students there: morning, afternoon or evening?
-- Grain:    one row per part of the day, always three
-- Reads:    mgmt.hour_split
-- Traps:    a check-in is split where a part begins or ends; what is in none of {academy.dayparts.0:hours}, {academy.dayparts.1:hours} and
--           {academy.dayparts.2:hours} belongs to no part; last {academy.trend_days:days}
create view mgmt.engagement_hour_split_v as
select
    hour_split.daypart,
    hour_split.total_minutes
from mgmt.hour_split('{}');

comment on view mgmt.engagement_hour_split_v is 'Minutes of the last {academy.trend_days} local days by part of the day.';
comment on column mgmt.engagement_hour_split_v.daypart is
    'morning_08_12 ({academy.dayparts.0:hours}), afternoon_12_17 ({academy.dayparts.1:hours}) or evening_17_20 '
    '({academy.dayparts.2:hours}), in local hours, the end excluded.';
comment on column mgmt.engagement_hour_split_v.total_minutes is 'Minutes inside those hours.';
