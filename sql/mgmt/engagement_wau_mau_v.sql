-- mgmt.engagement_wau_mau_v (view)
-- Question: how sticky is the centre: how many students of {academy.mau_days:days} came in the last {academy.wau_days}?
-- Grain:    one row
-- Reads:    mgmt.wau_mau
-- Traps:    {academy.wau_days} and {academy.mau_days} local days that end today
create view mgmt.engagement_wau_mau_v as
select
    wau_mau.wau,
    wau_mau.mau,
    wau_mau.wau_mau_ratio
from mgmt.wau_mau('{}');

comment on view mgmt.engagement_wau_mau_v is 'Weekly and monthly active students, and their ratio.';
comment on column mgmt.engagement_wau_mau_v.wau is 'Students with a visit day in the last {academy.wau_days} local days.';
comment on column mgmt.engagement_wau_mau_v.mau is 'Students with a visit day in the last {academy.mau_days} local days.';
comment on column mgmt.engagement_wau_mau_v.wau_mau_ratio is 'wau over mau, 0 to 1; empty when nobody came in {academy.mau_days:days}.';
