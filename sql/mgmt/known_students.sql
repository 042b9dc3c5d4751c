-- mgmt.known_students (view)
-- Question: who is a student, by the last sync?
-- Grain:    one row per student who is not soft-deleted
-- Reads:    academy.students, mgmt.local_date
-- Traps:    who registers in the future is here too; a blank level is none; whoever was registered before the calendar
--           began was so on its first day
create view mgmt.known_students as
select
    student.id as student_id,
    student.full_name,
    case when student.level ~ '\S' then student.level else '' end as level,
    greatest(mgmt.local_date(student.created_at), date '0001-01-01') as created_on
from academy.students as student
where student.deleted_at is null;

comment on view mgmt.known_students is 'Students who are not soft-deleted, whenever they registered.';
comment on column mgmt.known_students.student_id is 'The student.';
comment on column mgmt.known_students.full_name is 'Name as the front desk wrote it.';
comment on column mgmt.known_students.level is 'Current level; empty text: not placed yet.';
comment on column mgmt.known_students.created_on is 'Local date of registration.';
