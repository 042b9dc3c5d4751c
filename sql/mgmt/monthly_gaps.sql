-- mgmt.monthly_gaps (fact)
-- Question: how many gaps between visits ended in each month, and how long were they?
-- Grain:    one row per month, level and length of the gap (month, level, gap_days)
-- Traps:    a gap ends where the student came again; of those who did not there is none
comment on table mgmt.monthly_gaps is
    'Fact: mgmt.visit_gaps summed up by the month in which each gap ended, so that all of history is a few rows.';
comment on column mgmt.monthly_gaps.month is 'First day of the month of the later of next visit and registration.';
comment on column mgmt.monthly_gaps.level is 'Current level of the students; empty text: not placed yet.';
comment on column mgmt.monthly_gaps.gap_days is 'Days from a visit day to the next one.';
comment on column mgmt.monthly_gaps.gaps is 'How many gaps.';
