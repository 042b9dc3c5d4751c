-- kpi.city_summary (view)
-- Question: how does each city's trade go?
-- Grain:    one row per ciudad with advisors
-- Reads:    kpi.trade_by_city
-- Traps:    a city spelt in two ways is two here, as in the ranking: pages read kpi.trade_by_city, which joins them
create view kpi.city_summary as
select
    ciudad,
    asesores,
    asesores_con_ofertas,
    ofertas,
    ofertas_ganadoras,
    ofertas_aceptadas,
    entregas_exitosas,
    volumen_total_ofertas,
    tasa_conversion_ofertas_pct,
    conversion_low_pct,
    conversion_high_pct,
    tasa_exito_completo_pct,
    tasa_respuesta_pct,
    calculado_at
from kpi.trade_by_city(as_written => true);


comment on view kpi.city_summary is 'Advisors and their last {teloo.ranking_days} local days, summed per city.';
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
