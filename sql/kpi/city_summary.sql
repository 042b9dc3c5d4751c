-- kpi.city_summary (view)
-- Question: how does each city's trade go?
-- Grain:    one row per ciudad with advisors
-- Reads:    kpi.mv_ranking_asesores, kpi.percent, kpi.wilson_low, kpi.wilson_high
-- Traps:    the city is the advisors', not the requests'; rates are of sums, not means of rates; last 30 local days
create view kpi.city_summary as
select
    ciudad,
    count(*) as asesores,
    count(*) filter (where ofertas_historicas_total > 0) as asesores_con_ofertas,
    sum(ofertas_historicas_total)::bigint as ofertas,
    sum(ofertas_ganadoras)::bigint as ofertas_ganadoras,
    sum(ofertas_aceptadas_cliente)::bigint as ofertas_aceptadas,
    sum(entregas_exitosas)::bigint as entregas_exitosas,
    sum(volumen_total_ofertas) as volumen_total_ofertas,
    kpi.percent(sum(ofertas_ganadoras), sum(ofertas_historicas_total)) as tasa_conversion_ofertas_pct,
    kpi.wilson_low(sum(ofertas_ganadoras)::bigint, sum(ofertas_historicas_total)::bigint) as conversion_low_pct,
    kpi.wilson_high(sum(ofertas_ganadoras)::bigint, sum(ofertas_historicas_total)::bigint) as conversion_high_pct,
    kpi.percent(sum(entregas_exitosas), sum(ofertas_historicas_total)) as tasa_exito_completo_pct,
    kpi.percent(sum(notificaciones_respondidas), sum(notificaciones_recibidas)) as tasa_respuesta_pct,
    max(calculado_at) as calculado_at
from kpi.mv_ranking_asesores
group by ciudad;

comment on view kpi.city_summary is 'Advisors and their last 30 local days, summed per city.';
comment on column kpi.city_summary.ciudad is 'City of the advisors, as written.';
comment on column kpi.city_summary.asesores is 'Advisors of every estado.';
comment on column kpi.city_summary.asesores_con_ofertas is 'Those who made offers.';
comment on column kpi.city_summary.ofertas is 'Offers made.';
comment on column kpi.city_summary.ofertas_ganadoras is 'Those that won.';
comment on column kpi.city_summary.ofertas_aceptadas is 'Those that the client accepted.';
comment on column kpi.city_summary.entregas_exitosas is 'Those that were delivered.';
comment on column kpi.city_summary.volumen_total_ofertas is 'Sum of their prices, Colombian pesos.';
comment on column kpi.city_summary.tasa_conversion_ofertas_pct is '100 · winning / all offers.';
comment on column kpi.city_summary.conversion_low_pct is 'Lower end of its 95 % interval (Wilson).';
comment on column kpi.city_summary.conversion_high_pct is 'Upper end of its 95 % interval (Wilson).';
comment on column kpi.city_summary.tasa_exito_completo_pct is '100 · delivered / all offers.';
comment on column kpi.city_summary.tasa_respuesta_pct is '100 · answered / sent notifications.';
comment on column kpi.city_summary.calculado_at is 'Moment of the refresh.';
