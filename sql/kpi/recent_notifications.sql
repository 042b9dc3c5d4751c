-- kpi.recent_notifications (view)
-- Question: how did each advisor answer the notifications of the last {teloo.ranking_days} local days?
-- Grain:    one row per asesor_id with notifications in those days
-- Reads:    teloo.notificaciones, kpi.days_back, ops.rule_teloo_ranking_days, kpi.horizon, kpi.seconds_between, kpi.average
-- Traps:    the window is that of sending; an answer counts whenever it came
create view kpi.recent_notifications as
select
    notificacion.asesor_id,
    count(*) as recibidas,
    count(notificacion.respondida_at) as respondidas,
    kpi.average(
        sum(kpi.seconds_between(notificacion.enviada_at, notificacion.respondida_at)),
        count(kpi.seconds_between(notificacion.enviada_at, notificacion.respondida_at))
    ) as tiempo_promedio_respuesta_seg
from teloo.notificaciones as notificacion
where
    notificacion.enviada_at >= (select kpi.days_back(ops.rule_teloo_ranking_days()))
    and notificacion.enviada_at < (select kpi.horizon())
group by notificacion.asesor_id;

comment on view kpi.recent_notifications is 'Notifications of the last {teloo.ranking_days} local days per advisor.';
comment on column kpi.recent_notifications.asesor_id is 'The advisor.';
comment on column kpi.recent_notifications.recibidas is 'Notifications sent to the advisor.';
comment on column kpi.recent_notifications.respondidas is 'Those that were answered.';
comment on column kpi.recent_notifications.tiempo_promedio_respuesta_seg is 'Mean from sending to the answer, seconds.';
