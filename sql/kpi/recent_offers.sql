-- kpi.recent_offers (view)
-- Question: what did each advisor offer in the last {teloo.ranking_days} local days, and what came of it?
-- Grain:    one row per asesor_id with offers in those days
-- Reads:    kpi.offers_per_advisor, kpi.days_back, ops.rule_teloo_ranking_days, kpi.horizon
-- Traps:    today counts whole; offers dated after it do not exist
create view kpi.recent_offers as
select
    asesor_id,
    ofertas,
    ganadoras,
    aceptadas,
    entregas,
    tiempo_promedio_respuesta_seg,
    monto_promedio,
    volumen,
    tasa_exito_completo_pct
from kpi.offers_per_advisor((select kpi.days_back(ops.rule_teloo_ranking_days())), (select kpi.horizon()));

comment on view kpi.recent_offers is 'Offers of the last {teloo.ranking_days} local days per advisor.';
comment on column kpi.recent_offers.asesor_id is 'The advisor.';
comment on column kpi.recent_offers.ofertas is 'Offers made.';
comment on column kpi.recent_offers.ganadoras is 'Those that won.';
comment on column kpi.recent_offers.aceptadas is 'Those that the client accepted.';
comment on column kpi.recent_offers.entregas is 'Those that were delivered.';
comment on column kpi.recent_offers.tiempo_promedio_respuesta_seg is 'Mean from the request to the offer, seconds.';
comment on column kpi.recent_offers.monto_promedio is 'Mean price, Colombian pesos.';
comment on column kpi.recent_offers.volumen is 'Sum of prices.';
comment on column kpi.recent_offers.tasa_exito_completo_pct is '100 · delivered / all.';
