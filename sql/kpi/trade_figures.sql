-- kpi.trade_figures (view)
-- Question: how does the marketplace do, at a glance?
-- Grain:    one row
-- Reads:    kpi.city_summary, kpi.months
-- Traps:    requests of the running month, all else of the last {teloo.ranking_days} local days; as of the last refresh
create view kpi.trade_figures as
with
    running as (
        select
            count(*) as months,
            coalesce(sum(months.solicitudes_creadas) filter (where months.is_running), 0) as solicitudes_creadas
        from kpi.months
    ),

    cities as (
        select
            coalesce(sum(city_summary.asesores), 0) as asesores,
            coalesce(sum(city_summary.asesores_con_ofertas), 0) as asesores_con_ofertas,
            coalesce(sum(city_summary.ofertas), 0) as ofertas,
            coalesce(sum(city_summary.ofertas_ganadoras), 0) as ofertas_ganadoras,
            max(city_summary.calculado_at) as calculado_at
        from kpi.city_summary
    )

select
    case when running.months > 0 then running.solicitudes_creadas::bigint end as solicitudes_este_mes,
    cities.asesores::bigint as asesores,
    cities.asesores_con_ofertas::bigint as asesores_con_ofertas,
    cities.ofertas::bigint as ofertas,
    cities.ofertas_ganadoras::bigint as ofertas_ganadoras,
    cities.calculado_at
from running
cross join cities;

comment on view kpi.trade_figures is 'Requests of the running month; advisors and their last {teloo.ranking_days} local days, over all cities.';
comment on column kpi.trade_figures.solicitudes_este_mes is
    'Requests made in the running month; empty where there never was one.';
comment on column kpi.trade_figures.asesores is 'Advisors of every estado.';
comment on column kpi.trade_figures.asesores_con_ofertas is 'Those who made offers.';
comment on column kpi.trade_figures.ofertas is 'Offers made.';
comment on column kpi.trade_figures.ofertas_ganadoras is 'Those that won.';
comment on column kpi.trade_figures.calculado_at is 'Moment of the refresh; empty without advisors.';
