-- mgmt.engagement_active_counts_v (view)
-- Question: how many students came in the last 7, 14, 30 and 180 days?
-- Grain:    one row
-- Reads:    mgmt.active_windows
-- Traps:    a visit is a check-in, also an open one; today is the last day of each window
create view mgmt.engagement_active_counts_v as
select
    max(active_windows.active_students) filter (where active_windows.window_days = 7) as active_7d,
    max(active_windows.active_students) filter (where active_windows.window_days = 14) as active_14d,
    max(active_windows.active_students) filter (where active_windows.window_days = 30) as active_30d,
    max(active_windows.active_students) filter (where active_windows.window_days = 180) as active_6mo
from mgmt.active_windows('{}');

comment on view mgmt.engagement_active_counts_v is 'Students with a check-in in windows that end today.';
comment on column mgmt.engagement_active_counts_v.active_7d is 'Students with a visit day in the last 7 local days.';
comment on column mgmt.engagement_active_counts_v.active_14d is 'Students with a visit day in the last 14 local days.';
comment on column mgmt.engagement_active_counts_v.active_30d is 'Students with a visit day in the last 30 local days.';
comment on column mgmt.engagement_active_counts_v.active_6mo is 'Students with a visit day in the last 180 local days.';
