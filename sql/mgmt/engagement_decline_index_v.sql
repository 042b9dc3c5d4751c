-- mgmt.engagement_decline_index_v (view)
-- Question: does the centre lose ground: what are the last 7 days against the 7 before?
-- Grain:    one row
-- Reads:    mgmt.decline_index
-- Traps:    today counts although it is not over; changes are taken from exact values, null where nothing was before
create view mgmt.engagement_decline_index_v as
select
    decline_index.active_students_7d,
    decline_index.active_students_prev7d,
    decline_index.active_students_wow_change,
    decline_index.total_minutes_7d,
    decline_index.total_minutes_prev7d,
    decline_index.total_minutes_wow_change
from mgmt.decline_index('{}');

comment on view mgmt.engagement_decline_index_v is 'Students and minutes of the last 7 local days against the 7 before.';
comment on column mgmt.engagement_decline_index_v.active_students_7d is 'Students with a visit day in the last 7 days.';
comment on column mgmt.engagement_decline_index_v.active_students_prev7d is
    'Students with a visit day in the 7 days before.';
comment on column mgmt.engagement_decline_index_v.active_students_wow_change is
    'Change over the week before as a ratio, -1 and up; empty when nobody came then.';
comment on column mgmt.engagement_decline_index_v.total_minutes_7d is 'Minutes in the last 7 days.';
comment on column mgmt.engagement_decline_index_v.total_minutes_prev7d is 'Minutes in the 7 days before.';
comment on column mgmt.engagement_decline_index_v.total_minutes_wow_change is
    'Change over the week before as a ratio, -1 and up; empty when there were none then.';
