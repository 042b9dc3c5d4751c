-- kpi.advisor_previous_ranks (fact)
-- Question: how did advisors rank in the {teloo.ranking_days} local days before the last {teloo.ranking_days}?
-- Grain:    one row per advisor, every estado (asesor_id)
-- Traps:    as of the last refresh, whatever the session looks from
comment on table kpi.advisor_previous_ranks is
    'Fact: how advisors ranked in the {teloo.ranking_days} local days before the last {teloo.ranking_days}, by the same '
    'rules. Made anew with each refresh.';
comment on column kpi.advisor_previous_ranks.asesor_id is 'The advisor.';
comment on column kpi.advisor_previous_ranks.ofertas is 'Offers made in those days.';
comment on column kpi.advisor_previous_ranks.ranking_ciudad is 'Rank in the city then.';
comment on column kpi.advisor_previous_ranks.ranking_nacional is 'Rank among all then.';
