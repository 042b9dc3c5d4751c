-- kpi.previous_ranks_now (view)
-- Question: how did advisors rank in the {teloo.ranking_days} local days before the last {teloo.ranking_days}?
-- Grain:    one row per asesor_id, every estado
-- Reads:    teloo.asesores, kpi.offers_per_advisor, kpi.days_back, ops.rule_teloo_ranking_days
-- Traps:    what kpi.advisor_previous_ranks is filled from; advisors who registered since rank too, with no offers then;
--           city and offers' outcomes are those of today
create view kpi.previous_ranks_now as
select
    asesor.id as asesor_id,
    coalesce(offers.ofertas, 0) as ofertas,
    rank() over (partition by asesor.ciudad order by coalesce(offers.ganadoras, 0) desc,
        offers.tasa_exito_completo_pct desc nulls last, offers.tiempo_promedio_respuesta_seg) as ranking_ciudad,
    rank() over (order by coalesce(offers.ganadoras, 0) desc,
        offers.tasa_exito_completo_pct desc nulls last, offers.tiempo_promedio_respuesta_seg) as ranking_nacional
from teloo.asesores as asesor
left join
    kpi.offers_per_advisor(
        (select kpi.days_back(2 * ops.rule_teloo_ranking_days())), (select kpi.days_back(ops.rule_teloo_ranking_days()))
    ) as offers
    on offers.asesor_id = asesor.id;

comment on view kpi.previous_ranks_now is 'Ranks of all advisors in the {teloo.ranking_days} local days before the last {teloo.ranking_days}.';
comment on column kpi.previous_ranks_now.asesor_id is 'The advisor.';
comment on column kpi.previous_ranks_now.ofertas is 'Offers made in those days.';
comment on column kpi.previous_ranks_now.ranking_ciudad is 'Rank in the city then.';
comment on column kpi.previous_ranks_now.ranking_nacional is 'Rank among all then.';
