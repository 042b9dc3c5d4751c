-- mgmt.counted_students (fact)
-- Question: with which attributes do all facts count each student?
-- Grain:    one row per student who is not soft-deleted (student_id)
-- Traps:    level and created_on are those that the sums were made with, so that they can be taken out of them again
comment on table mgmt.counted_students is
    'Fact: one row per student who is not soft-deleted, with the attributes that all facts count the student with.';
comment on column mgmt.counted_students.student_id is 'The student.';
comment on column mgmt.counted_students.full_name is 'Name as the front desk wrote it.';
comment on column mgmt.counted_students.level is 'Current level; empty text: not placed yet.';
comment on column mgmt.counted_students.created_on is 'Local date of registration; the student exists from then on.';
comment on column mgmt.counted_students.last_check_in_at is 'Latest check-in, also in the future; null: never.';
comment on column mgmt.counted_students.last_visit_on is 'Local date of the latest check-in; null: never.';
