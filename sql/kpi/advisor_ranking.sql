-- kpi.advisor_ranking (view)
-- Question: how does each advisor rank, on how much does that rest, and how was it before?
-- Grain:    one row per asesor_id
-- Reads:    kpi.mv_ranking_asesores, kpi.advisor_previous_ranks, kpi.advisor_weeks, kpi.today,
--           kpi.wilson_low, kpi.wilson_high
-- Traps:    under 5 offers a rank says little: has_enough_offers; a rank that rises is a positive change; no change where
--           one of the two periods has too few offers
create view kpi.advisor_ranking as
select
    ranking.asesor_id,
    ranking.asesor_nombre,
    ranking.asesor_email,
    ranking.ciudad,
    ranking.departamento,
    ranking.punto_venta,
    ranking.nivel_actual,
    ranking.estado_asesor,
    ranking.confianza,
    ranking.ranking_nacional,
    ranking.ranking_ciudad,
    ranking.ofertas_historicas_total >= 5 as has_enough_offers,
    case
        when ranking.ofertas_historicas_total >= 5 and previous.ofertas >= 5
            then previous.ranking_nacional - ranking.ranking_nacional
    end as national_change,
    case
        when ranking.ofertas_historicas_total >= 5 and previous.ofertas >= 5
            then previous.ranking_ciudad - ranking.ranking_ciudad
    end as city_change,
    ranking.ofertas_historicas_total,
    ranking.ofertas_ganadoras,
    ranking.tasa_conversion_ofertas_pct,
    kpi.wilson_low(ranking.ofertas_ganadoras, ranking.ofertas_historicas_total) as conversion_low_pct,
    kpi.wilson_high(ranking.ofertas_ganadoras, ranking.ofertas_historicas_total) as conversion_high_pct,
    ranking.entregas_exitosas,
    ranking.tasa_exito_completo_pct,
    kpi.wilson_low(ranking.entregas_exitosas, ranking.ofertas_historicas_total) as exito_low_pct,
    kpi.wilson_high(ranking.entregas_exitosas, ranking.ofertas_historicas_total) as exito_high_pct,
    ranking.notificaciones_recibidas,
    ranking.notificaciones_respondidas,
    ranking.tasa_respuesta_pct,
    kpi.wilson_low(ranking.notificaciones_respondidas, ranking.notificaciones_recibidas) as respuesta_low_pct,
    kpi.wilson_high(ranking.notificaciones_respondidas, ranking.notificaciones_recibidas) as respuesta_high_pct,
    ranking.tiempo_promedio_respuesta_seg,
    ranking.volumen_total_ofertas,
    array(
        select coalesce(weeks.ofertas, 0)
        from generate_series(0, 11) as ago
        left join kpi.advisor_weeks as weeks
            on weeks.asesor_id = ranking.asesor_id
            and weeks.week = (select date_trunc('week', kpi.today()::timestamp)::date) - 7 * ago
        order by ago desc
    ) as weekly_offers,
    ranking.calculado_at
from kpi.mv_ranking_asesores as ranking
left join kpi.advisor_previous_ranks as previous on previous.asesor_id = ranking.asesor_id;

comment on view kpi.advisor_ranking is 'The ranking as the page shows it: with what the rates rest on and how ranks changed.';
comment on column kpi.advisor_ranking.asesor_id is 'Key of the advisor.';
comment on column kpi.advisor_ranking.asesor_nombre is 'Name.';
comment on column kpi.advisor_ranking.asesor_email is 'E-mail address; empty when none is known.';
comment on column kpi.advisor_ranking.ciudad is 'City, as written.';
comment on column kpi.advisor_ranking.departamento is 'Department.';
comment on column kpi.advisor_ranking.punto_venta is 'Point of sale.';
comment on column kpi.advisor_ranking.nivel_actual is 'Level, as the marketplace keeps it.';
comment on column kpi.advisor_ranking.estado_asesor is 'ACTIVO, INACTIVO or SUSPENDIDO.';
comment on column kpi.advisor_ranking.confianza is 'Trust score, 0 to 5.';
comment on column kpi.advisor_ranking.ranking_nacional is 'Rank among all advisors.';
comment on column kpi.advisor_ranking.ranking_ciudad is 'Rank in the city.';
comment on column kpi.advisor_ranking.has_enough_offers is 'Whether there are 5 offers or more; under that a rank says little.';
comment on column kpi.advisor_ranking.national_change is
    'National ranks gained since the {teloo.ranking_days:days} before; null where one period has under 5 offers.';
comment on column kpi.advisor_ranking.city_change is
    'Ranks in the city gained since the {teloo.ranking_days:days} before; null where one period has under 5 offers.';
comment on column kpi.advisor_ranking.ofertas_historicas_total is 'Offers made in the last {teloo.ranking_days} local days.';
comment on column kpi.advisor_ranking.ofertas_ganadoras is 'Those that won.';
comment on column kpi.advisor_ranking.tasa_conversion_ofertas_pct is '100 · winning / all offers.';
comment on column kpi.advisor_ranking.conversion_low_pct is 'Lower end of its 95 % interval (Wilson).';
comment on column kpi.advisor_ranking.conversion_high_pct is 'Upper end of its 95 % interval (Wilson).';
comment on column kpi.advisor_ranking.entregas_exitosas is 'Offers that were delivered.';
comment on column kpi.advisor_ranking.tasa_exito_completo_pct is '100 · delivered / all offers.';
comment on column kpi.advisor_ranking.exito_low_pct is 'Lower end of its 95 % interval (Wilson).';
comment on column kpi.advisor_ranking.exito_high_pct is 'Upper end of its 95 % interval (Wilson).';
comment on column kpi.advisor_ranking.notificaciones_recibidas is 'Notifications of the last {teloo.ranking_days} local days.';
comment on column kpi.advisor_ranking.notificaciones_respondidas is 'Those that were answered.';
comment on column kpi.advisor_ranking.tasa_respuesta_pct is '100 · answered / sent notifications.';
comment on column kpi.advisor_ranking.respuesta_low_pct is 'Lower end of its 95 % interval (Wilson).';
comment on column kpi.advisor_ranking.respuesta_high_pct is 'Upper end of its 95 % interval (Wilson).';
comment on column kpi.advisor_ranking.tiempo_promedio_respuesta_seg is 'Mean from the request to the offer, seconds.';
comment on column kpi.advisor_ranking.volumen_total_ofertas is 'Sum of the prices of those offers, Colombian pesos.';
comment on column kpi.advisor_ranking.weekly_offers is 'Offers of each of the last twelve local weeks, the running one last.';
comment on column kpi.advisor_ranking.calculado_at is 'Moment of the refresh.';
