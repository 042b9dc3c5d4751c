-- mgmt.quality_of_quarantine (view)
-- Question: which check-ins are not in the replica because their student is missing?
-- Grain:    one row per check-in in quarantine whose student is missing
-- Reads:    ops.sync_rejects, academy.students
-- Traps:    the replica's foreign key lets no orphan in, so those that production has are found here
create view mgmt.quality_of_quarantine as
select
    rejected.key,
    'orphan_student' as failed
from ops.sync_rejects as rejected
left join academy.students as student on student.id = rejected.data ->> 'student_id'
where
    rejected.source = 'academy'
    and rejected."table" = 'check_ins'
    and rejected.sqlstate = '23503'
    and student.id is null;

comment on view mgmt.quality_of_quarantine is 'Check-ins in quarantine whose student is missing.';
comment on column mgmt.quality_of_quarantine.key is 'Id of the check-in.';
comment on column mgmt.quality_of_quarantine.failed is 'Name of the check, as in mgmt.quality_checks.';
