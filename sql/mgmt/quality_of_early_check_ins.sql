-- mgmt.quality_of_early_check_ins (view)
-- Question: which check-ins are older than their student?
-- Grain:    one row per check-in on a local day before its student was created
-- Reads:    academy.check_ins, academy.students, mgmt.horizon, mgmt.local_date
-- Traps:    looks up the few early check-ins of each student in the index, and not all check-ins
create view mgmt.quality_of_early_check_ins as
select
    earlier.key,
    student.id as student_id,
    'before_student_creation' as failed
from academy.students as student
cross join lateral (
    select
        check_in.id as key,
        check_in.checked_in_at
    from academy.check_ins as check_in
    where
        check_in.student_id = student.id
        and check_in.checked_in_at < student.created_at
        and check_in.checked_in_at >= timestamptz '2000-01-01 00:00+00'
    order by check_in.checked_in_at
    -- Keeps the planner from joining all check-ins first.
    offset 0
) as earlier
where
    student.created_at < (select mgmt.horizon())
    and mgmt.local_date(earlier.checked_in_at) < mgmt.local_date(student.created_at);

comment on view mgmt.quality_of_early_check_ins is 'Check-ins on a day before their student was created.';
comment on column mgmt.quality_of_early_check_ins.key is 'Id of the check-in.';
comment on column mgmt.quality_of_early_check_ins.student_id is 'Its student.';
comment on column mgmt.quality_of_early_check_ins.failed is 'Name of the check, as in mgmt.quality_checks.';
