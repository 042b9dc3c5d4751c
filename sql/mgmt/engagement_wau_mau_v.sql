-- mgmt.engagement_wau_mau_v (view)
-- Question: how sticky is the centre: how many of the month's students came in the last week?
-- Grain:    one row
-- Reads:    mgmt.wau_mau
-- Traps:    7 and 30 local days that end today
create view mgmt.engagement_wau_mau_v as
select
    wau_mau.wau,
    wau_mau.mau,
    wau_mau.wau_mau_ratio
from mgmt.wau_mau('{}');

comment on view mgmt.engagement_wau_mau_v is 'Weekly and monthly active students, and their ratio.';
comment on column mgmt.engagement_wau_mau_v.wau is 'Students with a visit day in the last 7 local days.';
comment on column mgmt.engagement_wau_mau_v.mau is 'Students with a visit day in the last 30 local days.';
comment on column mgmt.engagement_wau_mau_v.wau_mau_ratio is 'wau over mau, 0 to 1; empty when nobody came in 30 days.';
