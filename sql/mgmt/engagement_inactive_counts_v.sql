-- mgmt.engagement_inactive_counts_v (view)
-- Question: how many students have not come for 7, 14, 30 and 180 days?
-- Grain:    one row
-- Reads:    mgmt.inactive_buckets
-- Traps:    cumulative: whoever stays away for 30 days is in the first three; without a visit the registration counts
create view mgmt.engagement_inactive_counts_v as
select
    max(inactive_buckets.students) filter (where inactive_buckets.inactive_days = 7) as inactive_7d_count,
    max(inactive_buckets.students) filter (where inactive_buckets.inactive_days = 14) as inactive_14d_count,
    max(inactive_buckets.students) filter (where inactive_buckets.inactive_days = 30) as dormant_30d_count,
    max(inactive_buckets.students) filter (where inactive_buckets.inactive_days = 180) as inactive_180d_count
from mgmt.inactive_buckets('{}');

comment on view mgmt.engagement_inactive_counts_v is
    'Students by local days since their last visit day, or since their registration if they never came; cumulative.';
comment on column mgmt.engagement_inactive_counts_v.inactive_7d_count is 'Students who stay away for 7 days or more.';
comment on column mgmt.engagement_inactive_counts_v.inactive_14d_count is 'Students who stay away for 14 days or more.';
comment on column mgmt.engagement_inactive_counts_v.dormant_30d_count is 'Students who stay away for 30 days or more.';
comment on column mgmt.engagement_inactive_counts_v.inactive_180d_count is
    'Students who stay away for 180 days or more.';
