-- kpi.months (view)
-- Question: how did the marketplace's months go, and which of them is still running?
-- Grain:    one row per mes
-- Reads:    kpi.mv_metricas_mensuales, kpi.today
-- Traps:    the running month is not comparable yet, and neither are the outcomes of its youngest requests
create view kpi.months as
select
    mes,
    mes >= date_trunc('month', kpi.today()::timestamp)::date as is_running,
    solicitudes_creadas,
    solicitudes_aceptadas,
    tasa_aceptacion_pct,
    ofertas_totales,
    ofertas_ganadoras,
    tasa_conversion_ofertas_pct,
    volumen_transaccional_total,
    asesores_activos,
    clientes_activos
from kpi.mv_metricas_mensuales;

comment on view kpi.months is 'The marketplace''s months as the page shows them.';
comment on column kpi.months.mes is 'First day of the local month.';
comment on column kpi.months.is_running is 'Whether the month is not over yet.';
comment on column kpi.months.solicitudes_creadas is 'Requests made in it.';
comment on column kpi.months.solicitudes_aceptadas is 'Those in estado ACEPTADA.';
comment on column kpi.months.tasa_aceptacion_pct is '100 · accepted / made requests.';
comment on column kpi.months.ofertas_totales is 'Offers on these requests, whenever made.';
comment on column kpi.months.ofertas_ganadoras is 'Those that won.';
comment on column kpi.months.tasa_conversion_ofertas_pct is '100 · winning / all offers.';
comment on column kpi.months.volumen_transaccional_total is 'Sum of the accepted offers, Colombian pesos.';
comment on column kpi.months.asesores_activos is 'Different advisors of these offers.';
comment on column kpi.months.clientes_activos is 'Different clients of these requests.';
