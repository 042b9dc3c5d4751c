-- kpi.mv_ranking_asesores (materialized view)
-- Question: how does each advisor do, and where does that place them in their city and in the country?
-- Grain:    one row per asesor_id, every estado
-- Reads:    teloo.asesores, kpi.recent_offers, kpi.recent_notifications, kpi.audits, kpi.percent, ops.as_of
-- Traps:    offers and notifications are those of the last {teloo.ranking_days} local days, audits of all time; ranks compare the rounded
--           values; a city is its text alone, whatever the department; as of its last refresh
create materialized view kpi.mv_ranking_asesores as
with
    measured as (
        select
            asesor.*,
            coalesce(offers.ofertas, 0) as ofertas,
            coalesce(offers.ganadoras, 0) as ganadoras,
            coalesce(offers.aceptadas, 0) as aceptadas,
            coalesce(offers.entregas, 0) as entregas,
            offers.tiempo_promedio_respuesta_seg,
            offers.monto_promedio,
            round(coalesce(offers.volumen, 0), 2) as volumen,
            offers.tasa_exito_completo_pct
        from teloo.asesores as asesor
        left join kpi.recent_offers as offers on offers.asesor_id = asesor.id
    )

select
    measured.id as asesor_id,
    measured.nombre as asesor_nombre,
    measured.email as asesor_email,
    measured.ciudad,
    measured.departamento,
    measured.punto_venta,
    measured.confianza,
    measured.nivel_actual,
    measured.estado as estado_asesor,
    measured.actividad_reciente_pct,
    measured.desempeno_historico_pct,
    measured.ofertas as ofertas_historicas_total,
    measured.ganadoras as ofertas_ganadoras,
    measured.aceptadas as ofertas_aceptadas_cliente,
    measured.entregas as entregas_exitosas,
    measured.tiempo_promedio_respuesta_seg,
    measured.monto_promedio as monto_promedio_ofertas,
    measured.volumen as volumen_total_ofertas,
    audits.confianza_auditada,
    coalesce(audits.auditorias, 0) as auditorias_realizadas,
    audits.ultima_auditoria,
    coalesce(notifications.recibidas, 0) as notificaciones_recibidas,
    coalesce(notifications.respondidas, 0) as notificaciones_respondidas,
    notifications.tiempo_promedio_respuesta_seg as tiempo_promedio_respuesta_notif_seg,
    kpi.percent(notifications.respondidas, notifications.recibidas) as tasa_respuesta_pct,
    kpi.percent(measured.ganadoras, measured.ofertas) as tasa_conversion_ofertas_pct,
    measured.tasa_exito_completo_pct,
    rank() over (partition by measured.ciudad order by measured.ganadoras desc, measured.tasa_exito_completo_pct desc nulls last,
        measured.tiempo_promedio_respuesta_seg) as ranking_ciudad,
    rank() over (order by measured.ganadoras desc, measured.tasa_exito_completo_pct desc nulls last,
        measured.tiempo_promedio_respuesta_seg) as ranking_nacional,
    -- percent_rank() would round on the way: these are its terms, exact.
    coalesce(kpi.percent(
        rank() over (partition by measured.ciudad order by measured.ganadoras) - 1,
        count(*) over (partition by measured.ciudad) - 1
    ), 0.00) as percentil_ofertas_ganadoras_ciudad,
    coalesce(kpi.percent(
        rank() over (order by measured.ganadoras) - 1,
        count(*) over () - 1
    ), 0.00) as percentil_ofertas_ganadoras_nacional,
    ops.as_of() as calculado_at
from measured
left join kpi.recent_notifications as notifications on notifications.asesor_id = measured.id
left join kpi.audits on audits.asesor_id = measured.id
with no data;

create unique index mv_ranking_asesores_asesor_id on kpi.mv_ranking_asesores (asesor_id);
create index mv_ranking_asesores_ciudad on kpi.mv_ranking_asesores (ciudad, ranking_ciudad);
comment on index kpi.mv_ranking_asesores_ciudad is 'Serves: the ranking of one city.';
create index mv_ranking_asesores_nacional on kpi.mv_ranking_asesores (ranking_nacional);
comment on index kpi.mv_ranking_asesores_nacional is 'Serves: the national ranking, best first.';
create index mv_ranking_asesores_departamento on kpi.mv_ranking_asesores (departamento);
comment on index kpi.mv_ranking_asesores_departamento is 'Serves: the advisors of one department.';
create index mv_ranking_asesores_ganadoras on kpi.mv_ranking_asesores (ofertas_ganadoras);
comment on index kpi.mv_ranking_asesores_ganadoras is 'Serves: the advisors with most winning offers.';
create index mv_ranking_asesores_respuesta on kpi.mv_ranking_asesores (tasa_respuesta_pct);
comment on index kpi.mv_ranking_asesores_respuesta is 'Serves: the advisors who answer most.';

comment on materialized view kpi.mv_ranking_asesores is
    'Every advisor with the last {teloo.ranking_days} local days and the ranks that follow from them. As of the last refresh.';
comment on column kpi.mv_ranking_asesores.asesor_id is 'Key of the advisor.';
comment on column kpi.mv_ranking_asesores.asesor_nombre is 'Name.';
comment on column kpi.mv_ranking_asesores.asesor_email is 'E-mail.';
comment on column kpi.mv_ranking_asesores.ciudad is 'City, as written.';
comment on column kpi.mv_ranking_asesores.departamento is 'Department.';
comment on column kpi.mv_ranking_asesores.punto_venta is 'Point of sale.';
comment on column kpi.mv_ranking_asesores.confianza is 'Trust score, 0 to 5, as the marketplace keeps it.';
comment on column kpi.mv_ranking_asesores.nivel_actual is 'Level, as the marketplace keeps it.';
comment on column kpi.mv_ranking_asesores.estado_asesor is 'ACTIVO, INACTIVO or SUSPENDIDO.';
comment on column kpi.mv_ranking_asesores.actividad_reciente_pct is 'Recent activity, as the marketplace keeps it.';
comment on column kpi.mv_ranking_asesores.desempeno_historico_pct is 'Historical performance, as the marketplace keeps it.';
comment on column kpi.mv_ranking_asesores.ofertas_historicas_total is 'Offers made in the last {teloo.ranking_days} local days.';
comment on column kpi.mv_ranking_asesores.ofertas_ganadoras is 'Those that won.';
comment on column kpi.mv_ranking_asesores.ofertas_aceptadas_cliente is 'Those that the client accepted.';
comment on column kpi.mv_ranking_asesores.entregas_exitosas is 'Those that were delivered.';
comment on column kpi.mv_ranking_asesores.tiempo_promedio_respuesta_seg is 'Mean from the request to the offer, seconds.';
comment on column kpi.mv_ranking_asesores.monto_promedio_ofertas is 'Mean price of those offers, Colombian pesos.';
comment on column kpi.mv_ranking_asesores.volumen_total_ofertas is 'Sum of the prices of those offers; 0 without offers.';
comment on column kpi.mv_ranking_asesores.confianza_auditada is 'Trust score that the latest audit found; of equals the greater id.';
comment on column kpi.mv_ranking_asesores.auditorias_realizadas is 'Audits of all time.';
comment on column kpi.mv_ranking_asesores.ultima_auditoria is 'Moment of the latest audit.';
comment on column kpi.mv_ranking_asesores.notificaciones_recibidas is 'Notifications sent in the last {teloo.ranking_days} local days.';
comment on column kpi.mv_ranking_asesores.notificaciones_respondidas is 'Those that were answered.';
comment on column kpi.mv_ranking_asesores.tiempo_promedio_respuesta_notif_seg is 'Mean from sending to the answer, seconds.';
comment on column kpi.mv_ranking_asesores.tasa_respuesta_pct is '100 · answered / sent notifications.';
comment on column kpi.mv_ranking_asesores.tasa_conversion_ofertas_pct is '100 · winning / all offers.';
comment on column kpi.mv_ranking_asesores.tasa_exito_completo_pct is '100 · delivered / all offers.';
comment on column kpi.mv_ranking_asesores.ranking_ciudad is
    'Rank in the city: winning offers, then complete success, then the faster response; equals share it.';
comment on column kpi.mv_ranking_asesores.ranking_nacional is 'Rank among all advisors, by the same rules.';
comment on column kpi.mv_ranking_asesores.percentil_ofertas_ganadoras_ciudad is
    '100 · percent_rank by winning offers in the city: the best is 100, one alone 0.';
comment on column kpi.mv_ranking_asesores.percentil_ofertas_ganadoras_nacional is
    '100 · percent_rank by winning offers among all.';
comment on column kpi.mv_ranking_asesores.calculado_at is 'Moment of the refresh.';
