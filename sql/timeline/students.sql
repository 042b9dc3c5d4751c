-- timeline.students (view)
-- Question: whose timeline can be opened?
-- Grain:    one row per student
-- Reads:    learning.profiles
-- Traps:    accounts of the staff beside instructors are listed too: some of them study
create view timeline.students as
select
    profile.id as student_id,
    profile.full_name,
    profile.email,
    profile.current_goal_id
from learning.profiles as profile
where
    profile.deleted_at is null
    and profile.role <> 'instructor';

comment on view timeline.students is 'Accounts that are neither instructors'' nor soft-deleted.';
comment on column timeline.students.student_id is 'The student.';
comment on column timeline.students.full_name is 'Name; may be blank.';
comment on column timeline.students.email is 'E-mail address; not unique.';
comment on column timeline.students.current_goal_id is 'The goal worked on now.';
