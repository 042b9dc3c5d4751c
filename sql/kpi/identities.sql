-- kpi.identities (view)
-- Question: do the marketplace's facts add up to what their raw rows say?
-- Grain:    one row per fact, measure; none before the first refresh, or without advisors
-- Reads:    teloo.asesores, teloo.solicitudes, teloo.ofertas, teloo.notificaciones, kpi.mv_metricas_mensuales,
--           kpi.mv_ranking_asesores, kpi.advisor_weeks, kpi.advisor_previous_ranks, kpi.is_on_calendar, kpi.midnight,
--           ops.rule_teloo_time_zone, ops.rule_teloo_ranking_days
-- Traps:    as of the last refresh, as the facts are, whatever the session looks from; for the self-check, not for a page;
--           kpi.trade_findings waits for the next quality report, and is in none
create view kpi.identities as
with
    refreshed as materialized (
        select (max(mv_ranking_asesores.calculado_at) at time zone ops.rule_teloo_time_zone())::date as day
        from kpi.mv_ranking_asesores
    ),

    bounds as materialized (
        select
            kpi.midnight(refreshed.day + 1) as horizon,
            kpi.midnight(refreshed.day + 1 - ops.rule_teloo_ranking_days()) as recent,
            kpi.midnight(refreshed.day + 1 - 2 * ops.rule_teloo_ranking_days()) as earlier,
            kpi.midnight(date_trunc('week', refreshed.day::timestamp)::date - 11 * 7) as first_week
        from refreshed
        where refreshed.day is not null
    ),

    requests as materialized (
        select
            count(*) as made,
            count(*) filter (where solicitud.estado = 'ACEPTADA') as accepted
        from teloo.solicitudes as solicitud
        where kpi.is_on_calendar(solicitud.created_at) and solicitud.created_at < (select bounds.horizon from bounds)
    ),

    offers as materialized (
        select
            count(*) filter (where is_of_a_month) as made,
            count(*) filter (where is_of_a_month and oferta.ganadora) as won,
            count(*) filter (where oferta.created_at >= bounds.recent) as recent,
            count(*) filter (where oferta.created_at >= bounds.recent and oferta.ganadora) as recently_won,
            count(*) filter (where oferta.created_at >= bounds.earlier and oferta.created_at < bounds.recent) as earlier,
            count(*) filter (where oferta.created_at >= bounds.first_week) as weekly
        from bounds
        inner join teloo.ofertas as oferta on oferta.created_at < bounds.horizon
        inner join teloo.solicitudes as solicitud on solicitud.id = oferta.solicitud_id
        cross join lateral (
            values (kpi.is_on_calendar(solicitud.created_at) and solicitud.created_at < bounds.horizon)
        ) as request (is_of_a_month)
    ),

    notices as materialized (
        select count(*) as sent
        from bounds
        inner join teloo.notificaciones as notificacion
            on notificacion.enviada_at >= bounds.recent and notificacion.enviada_at < bounds.horizon
    ),

    months as materialized (
        select
            sum(mv_metricas_mensuales.solicitudes_creadas) as made,
            sum(mv_metricas_mensuales.solicitudes_aceptadas) as accepted,
            sum(mv_metricas_mensuales.ofertas_totales) as offers,
            sum(mv_metricas_mensuales.ofertas_ganadoras) as won
        from kpi.mv_metricas_mensuales
    ),

    ranking as materialized (
        select
            count(*) as advisors,
            sum(mv_ranking_asesores.ofertas_historicas_total) as offers,
            sum(mv_ranking_asesores.ofertas_ganadoras) as won,
            sum(mv_ranking_asesores.notificaciones_recibidas) as notices
        from kpi.mv_ranking_asesores
    ),

    advisors as materialized (
        select count(*) as advisors from teloo.asesores
    ),

    weeks as (select sum(advisor_weeks.ofertas) as offers from kpi.advisor_weeks),

    previous_ranks as (
        select
            count(*) as advisors,
            sum(advisor_previous_ranks.ofertas) as offers
        from kpi.advisor_previous_ranks
    )

select
    compared.fact,
    compared.measure,
    coalesce(compared.counted, 0)::numeric as counted,
    coalesce(compared.expected, 0)::numeric as expected
from bounds
cross join months
cross join requests
cross join offers
cross join notices
cross join ranking
cross join advisors
cross join weeks
cross join previous_ranks
cross join lateral (
    values
    ('kpi.mv_metricas_mensuales', 'solicitudes_creadas', months.made, requests.made),
    ('kpi.mv_metricas_mensuales', 'solicitudes_aceptadas', months.accepted, requests.accepted),
    ('kpi.mv_metricas_mensuales', 'ofertas_totales', months.offers, offers.made),
    ('kpi.mv_metricas_mensuales', 'ofertas_ganadoras', months.won, offers.won),
    ('kpi.mv_ranking_asesores', 'asesores', ranking.advisors, advisors.advisors),
    ('kpi.mv_ranking_asesores', 'ofertas_historicas_total', ranking.offers, offers.recent),
    ('kpi.mv_ranking_asesores', 'ofertas_ganadoras', ranking.won, offers.recently_won),
    ('kpi.mv_ranking_asesores', 'notificaciones_recibidas', ranking.notices, notices.sent),
    ('kpi.advisor_weeks', 'ofertas', weeks.offers, offers.weekly),
    ('kpi.advisor_previous_ranks', 'asesores', previous_ranks.advisors, advisors.advisors),
    ('kpi.advisor_previous_ranks', 'ofertas', previous_ranks.offers, offers.earlier)
) as compared (fact, measure, counted, expected);

comment on view kpi.identities is 'Sums of the marketplace''s facts beside those of the rows that they are made of.';
comment on column kpi.identities.fact is 'The fact, with its schema.';
comment on column kpi.identities.measure is 'What of it is added up: a column, or which rows are counted.';
comment on column kpi.identities.counted is 'What the fact holds.';
comment on column kpi.identities.expected is 'What the rows that it is made of say.';
