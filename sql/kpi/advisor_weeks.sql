-- kpi.advisor_weeks (fact)
-- Question: how many offers did each advisor make in each of the last twelve local weeks?
-- Grain:    one row per advisor and local week with an offer (asesor_id, week)
-- Traps:    as of the last refresh; weeks without offers are left out
comment on table kpi.advisor_weeks is
    'Fact: each advisor''s offers in the last twelve local weeks, weeks without offers left out. Made anew with each '
    'refresh.';
comment on column kpi.advisor_weeks.asesor_id is 'The advisor.';
comment on column kpi.advisor_weeks.week is 'Monday of the local week.';
comment on column kpi.advisor_weeks.ofertas is 'Offers made in it.';
comment on column kpi.advisor_weeks.ganadoras is 'How many of them won.';
