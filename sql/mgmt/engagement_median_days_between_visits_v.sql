-- mgmt.engagement_median_days_between_visits_v (view)
-- Question: after how many days does a student come again, in the middle case?
-- Grain:    one row
-- Reads:    mgmt.median_days_between_visits
-- Traps:    all history up to today; of an even number of gaps, halfway between the two in the middle
create view mgmt.engagement_median_days_between_visits_v as
select mgmt.median_days_between_visits('{}') as median_days_between_visits;

comment on view mgmt.engagement_median_days_between_visits_v is
    'Median days between consecutive visit days of a student, over all students.';
comment on column mgmt.engagement_median_days_between_visits_v.median_days_between_visits is
    'Median of all gaps, days; empty while nobody has come twice.';
