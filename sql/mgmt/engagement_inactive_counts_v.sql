-- mgmt.engagement_inactive_counts_v (view)
-- Question: how many students have not come for each of {academy.inactive_windows} days?
-- Grain:    one row
-- Reads:    mgmt.inactive_buckets, ops.rule_academy_inactive_windows
-- Traps:    cumulative: whoever stays away for {academy.inactive_windows.2:days} is in the first three; without a visit the registration counts
create view mgmt.engagement_inactive_counts_v as
with
    windows as (select ops.rule_academy_inactive_windows() as days)

select
    max(inactive_buckets.students) filter (where inactive_buckets.inactive_days = windows.days[1]) as inactive_7d_count,
    max(inactive_buckets.students) filter (where inactive_buckets.inactive_days = windows.days[2]) as inactive_14d_count,
    max(inactive_buckets.students) filter (where inactive_buckets.inactive_days = windows.days[3]) as dormant_30d_count,
    max(inactive_buckets.students) filter (where inactive_buckets.inactive_days = windows.days[4]) as inactive_180d_count
from mgmt.inactive_buckets('{}')
cross join windows;

comment on view mgmt.engagement_inactive_counts_v is
    'Students by local days since their last visit day, or since their registration if they never came; cumulative.';
comment on column mgmt.engagement_inactive_counts_v.inactive_7d_count is
    'Students who stay away for {academy.inactive_windows.0:days} or more.';
comment on column mgmt.engagement_inactive_counts_v.inactive_14d_count is
    'Students who stay away for {academy.inactive_windows.1:days} or more.';
comment on column mgmt.engagement_inactive_counts_v.dormant_30d_count is
    'Students who stay away for {academy.inactive_windows.2:days} or more.';
comment on column mgmt.engagement_inactive_counts_v.inactive_180d_count is
    'Students who stay away for {academy.inactive_windows.3:days} or more.';
