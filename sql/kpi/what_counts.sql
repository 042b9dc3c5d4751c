-- kpi.what_counts (view)
-- Question: how many of the copied rows do the pages rest on, and until which day are there any?
-- Grain:    one row per subject: advisors, requests, offers
-- Reads:    teloo.asesores, teloo.solicitudes, teloo.ofertas, kpi.mv_ranking_asesores, kpi.mv_metricas_mensuales,
--           ops.rule_teloo_time_zone, kpi.as_of, kpi.today
-- Traps:    reads all of history, so it is asked only where a page has nothing to show; counted is as of the last refresh
create view kpi.what_counts as
select
    'advisors' as subject,
    1 as position,
    count(*) as copied,
    (select count(*) from kpi.mv_ranking_asesores) as counted,
    null::bigint as left_out,
    null::date as last_day,
    null::text[] as named
from teloo.asesores
union all
select
    'requests' as subject,
    2 as position,
    count(*) as copied,
    (select coalesce(sum(mv_metricas_mensuales.solicitudes_creadas), 0)::bigint from kpi.mv_metricas_mensuales) as counted,
    null::bigint as left_out,
    least(
        (
            max(solicitudes.created_at) filter (where solicitudes.created_at <= (select kpi.as_of()))
            at time zone ops.rule_teloo_time_zone()
        )::date,
        (select kpi.today())
    ) as last_day,
    null::text[] as named
from teloo.solicitudes
union all
select
    'offers' as subject,
    3 as position,
    count(*) as copied,
    (select coalesce(sum(mv_metricas_mensuales.ofertas_totales), 0)::bigint from kpi.mv_metricas_mensuales) as counted,
    null::bigint as left_out,
    least(
        (
            max(ofertas.created_at) filter (where ofertas.created_at <= (select kpi.as_of()))
            at time zone ops.rule_teloo_time_zone()
        )::date,
        (select kpi.today())
    ) as last_day,
    null::text[] as named
from teloo.ofertas;

comment on view kpi.what_counts is 'What Advisor Rankings rests on, and by which rule.';
comment on column kpi.what_counts.subject is 'What is counted.';
comment on column kpi.what_counts.position is 'What has to count before something later can.';
comment on column kpi.what_counts.copied is 'Rows that were copied from production.';
comment on column kpi.what_counts.counted is 'What of them the newest refresh counted.';
comment on column kpi.what_counts.left_out is 'Always empty here.';
comment on column kpi.what_counts.last_day is 'Local date of the newest row, up to now.';
comment on column kpi.what_counts.named is 'Always empty here.';
