-- mgmt.visit_gaps (fact)
-- Question: how many students visited on one day and came again on another?
-- Grain:    one row per day of the visit, level, day of the next one and day from which it counts (visited_on, level,
--           next_on, counts_from)
-- Traps:    infinity as the next visit: has not come again; a visit before the registration counts from that on
comment on table mgmt.visit_gaps is
    'Fact: how many students visited on a day and came again on another. Whoever is active in a window has exactly '
    'one visit in it whose next one lies after it: so counts of active students as of any day are sums over these '
    'rows.';
comment on column mgmt.visit_gaps.visited_on is 'Local date of the visit.';
comment on column mgmt.visit_gaps.level is 'Current level of the students; empty text: not placed yet.';
comment on column mgmt.visit_gaps.next_on is 'Local date of the same student''s next visit; infinity: none.';
comment on column mgmt.visit_gaps.counts_from is 'The later of the visit and the registration.';
comment on column mgmt.visit_gaps.student_visits is 'How many students.';
