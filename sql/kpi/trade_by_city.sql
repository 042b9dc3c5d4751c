-- kpi.trade_by_city (function)
-- Question: how does each city's trade go?
-- Grain:    one row per ciudad with advisors, as written; or per city, however written, in its usual spelling
-- Reads:    kpi.mv_ranking_asesores, kpi.ciudad_variants, kpi.percent, kpi.wilson_low, kpi.wilson_high
-- Traps:    the city is the advisors', not the requests'; rates are of sums, not means of rates; last {teloo.ranking_days} local days
create function kpi.trade_by_city(as_written boolean) returns table (
    ciudad text,
    asesores bigint,
    asesores_con_ofertas bigint,
    ofertas bigint,
    ofertas_ganadoras bigint,
    ofertas_aceptadas bigint,
    entregas_exitosas bigint,
    volumen_total_ofertas numeric,
    tasa_conversion_ofertas_pct numeric,
    conversion_low_pct numeric,
    conversion_high_pct numeric,
    tasa_exito_completo_pct numeric,
    tasa_respuesta_pct numeric,
    calculado_at timestamptz
)
language sql stable parallel safe
begin atomic
    select
        case when as_written then ranking.ciudad else coalesce(variant.usual_spelling, ranking.ciudad) end as ciudad,
        count(*) as asesores,
        count(*) filter (where ranking.ofertas_historicas_total > 0) as asesores_con_ofertas,
        sum(ranking.ofertas_historicas_total)::bigint as ofertas,
        sum(ranking.ofertas_ganadoras)::bigint as ofertas_ganadoras,
        sum(ranking.ofertas_aceptadas_cliente)::bigint as ofertas_aceptadas,
        sum(ranking.entregas_exitosas)::bigint as entregas_exitosas,
        sum(ranking.volumen_total_ofertas) as volumen_total_ofertas,
        kpi.percent(sum(ranking.ofertas_ganadoras), sum(ranking.ofertas_historicas_total)) as tasa_conversion_ofertas_pct,
        kpi.wilson_low(sum(ranking.ofertas_ganadoras)::bigint, sum(ranking.ofertas_historicas_total)::bigint) as conversion_low_pct,
        kpi.wilson_high(sum(ranking.ofertas_ganadoras)::bigint, sum(ranking.ofertas_historicas_total)::bigint) as conversion_high_pct,
        kpi.percent(sum(ranking.entregas_exitosas), sum(ranking.ofertas_historicas_total)) as tasa_exito_completo_pct,
        kpi.percent(sum(ranking.notificaciones_respondidas), sum(ranking.notificaciones_recibidas)) as tasa_respuesta_pct,
        max(ranking.calculado_at) as calculado_at
    from kpi.mv_ranking_asesores as ranking
    left join kpi.ciudad_variants as variant on variant.ciudad = ranking.ciudad
    group by 1;
end;

comment on function kpi.trade_by_city(boolean) is 'Advisors and their last {teloo.ranking_days} local days, summed per city.';
