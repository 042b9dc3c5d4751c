-- mgmt.engagement_inactive_roster_v (view)
-- Question: who has stayed away for {academy.roster_days:days} or more?
-- Grain:    one row per student who is inactive for at least {academy.roster_days} local days, the most recent first
-- Reads:    mgmt.inactive_students, ops.rule_academy_roster_days
-- Traps:    whoever never came has no last check-in, and counts from the day of registration
create view mgmt.engagement_inactive_roster_v as
select
    inactive_students.student_id,
    inactive_students.full_name,
    inactive_students.level,
    inactive_students.last_check_in_at,
    inactive_students.days_inactive
from mgmt.inactive_students((select ops.rule_academy_roster_days()), '{}');

comment on view mgmt.engagement_inactive_roster_v is 'Students who stay away for {academy.roster_days:days} or more, the most recent first.';
comment on column mgmt.engagement_inactive_roster_v.student_id is 'The student.';
comment on column mgmt.engagement_inactive_roster_v.full_name is 'Name as the front desk wrote it.';
comment on column mgmt.engagement_inactive_roster_v.level is 'Current level; empty: not placed yet.';
comment on column mgmt.engagement_inactive_roster_v.last_check_in_at is 'Last check-in by the end of today; empty: never.';
comment on column mgmt.engagement_inactive_roster_v.days_inactive is
    'Local days from the last visit day, or from the registration, to today.';
