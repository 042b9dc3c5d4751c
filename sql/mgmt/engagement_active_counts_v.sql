-- mgmt.engagement_active_counts_v (view)
-- Question: how many students came in each of the windows of {academy.active_windows} days?
-- Grain:    one row
-- Reads:    mgmt.active_windows, ops.rule_academy_active_windows
-- Traps:    a visit is a check-in, also an open one; today is the last day of each window
create view mgmt.engagement_active_counts_v as
with
    windows as (select ops.rule_academy_active_windows() as days)

select
    max(active_windows.active_students) filter (where active_windows.window_days = windows.days[1]) as active_7d,
    max(active_windows.active_students) filter (where active_windows.window_days = windows.days[2]) as active_14d,
    max(active_windows.active_students) filter (where active_windows.window_days = windows.days[3]) as active_30d,
    max(active_windows.active_students) filter (where active_windows.window_days = windows.days[4]) as active_6mo
from mgmt.active_windows('{}')
cross join windows;

comment on view mgmt.engagement_active_counts_v is 'Students with a check-in in windows that end today.';
comment on column mgmt.engagement_active_counts_v.active_7d is 'Students with a visit day in the last {academy.active_windows.0} local days.';
comment on column mgmt.engagement_active_counts_v.active_14d is 'Students with a visit day in the last {academy.active_windows.1} local days.';
comment on column mgmt.engagement_active_counts_v.active_30d is 'Students with a visit day in the last {academy.active_windows.2} local days.';
comment on column mgmt.engagement_active_counts_v.active_6mo is 'Students with a visit day in the last {academy.active_windows.3} local days.';
