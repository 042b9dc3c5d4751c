-- kpi.mv_metricas_mensuales (materialized view)
-- Question: how did the marketplace do in each month, from its first request to now?
-- Grain:    one row per mes, months without requests included
-- Reads:    kpi.requests_by_month, kpi.offers_by_month, kpi.today, kpi.percent, kpi.average
-- Traps:    a month describes the requests made in it, with all their offers whenever made; as of its last refresh;
--           months are counted as timestamps without a zone: in some zones midnight is missing on a first of the month
create materialized view kpi.mv_metricas_mensuales as
with
    -- Read twice, counted once.
    requests_by_month as materialized (
        select * from kpi.requests_by_month
    ),

    months as (
        select
            generate_series(
                min(mes)::timestamp, date_trunc('month', kpi.today()::timestamp), interval '1 month'
            )::date as mes
        from requests_by_month
    )

select
    months.mes,
    coalesce(requests.creadas, 0) as solicitudes_creadas,
    coalesce(requests.aceptadas, 0) as solicitudes_aceptadas,
    coalesce(requests.rechazadas, 0) as solicitudes_rechazadas,
    coalesce(requests.expiradas, 0) as solicitudes_expiradas,
    coalesce(requests.sin_ofertas, 0) as solicitudes_sin_ofertas,
    requests.tiempo_promedio_cierre_seg,
    coalesce(offers.ofertas, 0) as ofertas_totales,
    coalesce(offers.ganadoras, 0) as ofertas_ganadoras,
    coalesce(offers.aceptadas, 0) as ofertas_aceptadas,
    offers.precio_promedio as precio_promedio_ofertas,
    offers.precio_minimo as precio_minimo_ofertas,
    offers.precio_maximo as precio_maximo_ofertas,
    offers.tiempo_entrega_promedio,
    offers.garantia_promedio_meses,
    coalesce(requests.clientes, 0) as clientes_activos,
    coalesce(offers.asesores, 0) as asesores_activos,
    coalesce(requests.marcas, 0)::integer as marcas_vehiculos_solicitadas,
    round(coalesce(offers.volumen, 0), 2) as volumen_transaccional_total,
    kpi.percent(requests.aceptadas, requests.creadas) as tasa_aceptacion_pct,
    kpi.percent(offers.ganadoras, offers.ofertas) as tasa_conversion_ofertas_pct,
    kpi.average(coalesce(offers.ofertas, 0), requests.creadas) as ofertas_promedio_por_solicitud
from months
left join requests_by_month as requests on requests.mes = months.mes
left join kpi.offers_by_month as offers on offers.mes = months.mes
with no data;

create unique index mv_metricas_mensuales_mes on kpi.mv_metricas_mensuales (mes);

comment on materialized view kpi.mv_metricas_mensuales is
    'The marketplace''s months: requests made in each, with all offers on them. As of the last refresh.';
comment on column kpi.mv_metricas_mensuales.mes is 'First day of the local month ({teloo.time_zone}).';
comment on column kpi.mv_metricas_mensuales.solicitudes_creadas is 'Requests made in the month.';
comment on column kpi.mv_metricas_mensuales.solicitudes_aceptadas is 'Those in estado ACEPTADA.';
comment on column kpi.mv_metricas_mensuales.solicitudes_rechazadas is 'Those in estado RECHAZADA.';
comment on column kpi.mv_metricas_mensuales.solicitudes_expiradas is 'Those in estado EXPIRADA.';
comment on column kpi.mv_metricas_mensuales.solicitudes_sin_ofertas is 'Those in estado SIN_OFERTAS.';
comment on column kpi.mv_metricas_mensuales.tiempo_promedio_cierre_seg is
    'Mean from creation to closing of those with cerrada_at, seconds; null where none is closed.';
comment on column kpi.mv_metricas_mensuales.ofertas_totales is 'Offers on these requests, whenever made.';
comment on column kpi.mv_metricas_mensuales.ofertas_ganadoras is 'Those that won (ganadora).';
comment on column kpi.mv_metricas_mensuales.ofertas_aceptadas is 'Those that the client accepted (aceptada_at).';
comment on column kpi.mv_metricas_mensuales.precio_promedio_ofertas is 'Mean price of all these offers, Colombian pesos.';
comment on column kpi.mv_metricas_mensuales.precio_minimo_ofertas is 'Lowest price of all these offers.';
comment on column kpi.mv_metricas_mensuales.precio_maximo_ofertas is 'Highest price of all these offers.';
comment on column kpi.mv_metricas_mensuales.tiempo_entrega_promedio is 'Mean promised delivery, days; missing promises left out.';
comment on column kpi.mv_metricas_mensuales.garantia_promedio_meses is 'Mean promised warranty, months; missing ones left out.';
comment on column kpi.mv_metricas_mensuales.clientes_activos is 'Different clients of these requests.';
comment on column kpi.mv_metricas_mensuales.asesores_activos is 'Different advisors of these offers.';
comment on column kpi.mv_metricas_mensuales.marcas_vehiculos_solicitadas is 'Different vehicle brands of these requests, as typed.';
comment on column kpi.mv_metricas_mensuales.volumen_transaccional_total is 'Sum of the accepted offers, Colombian pesos; 0 if none.';
comment on column kpi.mv_metricas_mensuales.tasa_aceptacion_pct is '100 · accepted / made requests.';
comment on column kpi.mv_metricas_mensuales.tasa_conversion_ofertas_pct is '100 · winning / all offers.';
comment on column kpi.mv_metricas_mensuales.ofertas_promedio_por_solicitud is 'Offers per request made.';
