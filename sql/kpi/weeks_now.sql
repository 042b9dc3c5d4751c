-- kpi.weeks_now (view)
-- Question: how much did each advisor offer and win in each of the last twelve local weeks?
-- Grain:    one row per asesor_id, week with offers
-- Reads:    teloo.ofertas, kpi.today, kpi.midnight, kpi.horizon, ops.rule_teloo_time_zone
-- Traps:    what kpi.advisor_weeks is filled from; the twelfth is the running week
create view kpi.weeks_now as
with
    first_week as (
        select kpi.midnight(date_trunc('week', kpi.today()::timestamp)::date - 11 * 7) as starts
    )

select
    oferta.asesor_id,
    date_trunc('week', oferta.created_at at time zone ops.rule_teloo_time_zone())::date as week,
    count(*) as ofertas,
    count(*) filter (where oferta.ganadora) as ganadoras
from teloo.ofertas as oferta
where
    oferta.created_at >= (select first_week.starts from first_week)
    and oferta.created_at < (select kpi.horizon())
group by oferta.asesor_id, date_trunc('week', oferta.created_at at time zone ops.rule_teloo_time_zone())::date;

comment on view kpi.weeks_now is 'Offers of the last twelve local weeks per advisor.';
comment on column kpi.weeks_now.asesor_id is 'The advisor.';
comment on column kpi.weeks_now.week is 'Monday of the local week.';
comment on column kpi.weeks_now.ofertas is 'Offers made in it.';
comment on column kpi.weeks_now.ganadoras is 'How many of them won.';
