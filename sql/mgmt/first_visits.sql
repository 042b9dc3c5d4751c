-- mgmt.first_visits (fact)
-- Question: how many students registered on one day and first came on another?
-- Grain:    one row per day of registration, level and day of the first visit (created_on, level, first_visit_on)
-- Traps:    infinity as the first visit: never came
comment on table mgmt.first_visits is 'Fact: how many students registered on a day and first came on another.';
comment on column mgmt.first_visits.created_on is 'Local date of registration.';
comment on column mgmt.first_visits.level is 'Current level; empty text: not placed yet.';
comment on column mgmt.first_visits.first_visit_on is 'Local date of the first visit; infinity: none.';
comment on column mgmt.first_visits.students is 'How many students.';
