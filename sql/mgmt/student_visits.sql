-- mgmt.student_visits (fact)
-- Question: on which days did each student come?
-- Grain:    one row per counted student (student_id)
-- Traps:    an empty array: never came
comment on table mgmt.student_visits is
    'Fact: one row per counted student with every visit day; what the sums of visits are made of. Apart from the '
    'attributes, because whoever reads those of everybody should not have to read the days.';
comment on column mgmt.student_visits.student_id is 'The student.';
comment on column mgmt.student_visits.visit_days is 'Local dates with a check-in, ascending, also in the future.';
