-- mgmt.engagement_avg_days_between_visits_v (view)
-- Question: after how many days does a student come again, on average, and at each level?
-- Grain:    one GLOBAL row, then one per current level that has a gap
-- Reads:    mgmt.days_between_visits
-- Traps:    all history up to today; the mean of all gaps; students without a level are in GLOBAL only
create view mgmt.engagement_avg_days_between_visits_v as
select
    days_between_visits.scope,
    days_between_visits.level,
    days_between_visits.avg_days_between_visits
from mgmt.days_between_visits('{}')
order by days_between_visits.scope = 'LEVEL', days_between_visits.level collate "C";

comment on view mgmt.engagement_avg_days_between_visits_v is
    'Mean days between consecutive visit days of a student, of everybody and by current level.';
comment on column mgmt.engagement_avg_days_between_visits_v.scope is 'GLOBAL for everybody, LEVEL for one level.';
comment on column mgmt.engagement_avg_days_between_visits_v.level is 'Current level of the students; empty for GLOBAL.';
comment on column mgmt.engagement_avg_days_between_visits_v.avg_days_between_visits is
    'Mean of all gaps, days; empty while nobody has come twice.';
