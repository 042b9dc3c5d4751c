-- Who came online between two moments: whoever answered a notification, and always a handful of others, however short
-- the time. Their recent activity is then counted anew: the share of the last 30 days' notifications that they answered.
with
    span as (select %(since)s::timestamptz as since, %(until)s::timestamptz as until),

    lots as (
        select
            asesor.id,
            ('x' || substr(md5(asesor.id::text || span.until::text), 1, 8))::bit(32)::bigint / 4294967296.0 as chance,
            ('x' || substr(md5(asesor.id::text || span.until::text), 9, 8))::bit(32)::bigint / 4294967296.0 as lot
        from teloo.asesores as asesor
        cross join span
        where asesor.updated_at <= span.until and asesor.created_at < span.until and asesor.estado <> 'INACTIVO'
    ),

    always_somebody as (
        select
            lots.id,
            greatest(
                date_trunc('milliseconds', span.until - (span.until - span.since) * lots.chance::double precision * 0.01),
                span.since + interval '1 millisecond'
            ) as seen_at
        from lots
        cross join span
        order by lots.lot
        limit 4
    ),

    answered as (
        select notificacion.asesor_id as id, max(notificacion.respondida_at) as seen_at
        from teloo.notificaciones as notificacion
        cross join span
        where notificacion.respondida_at > span.since and notificacion.respondida_at <= span.until
        group by notificacion.asesor_id
    ),

    online as (
        select seen.id, max(seen.seen_at) as seen_at
        from (
            select always_somebody.id, always_somebody.seen_at from always_somebody
            union all
            select answered.id, answered.seen_at from answered
        ) as seen
        group by seen.id
    ),

    activity as (
        select
            notificacion.asesor_id as id,
            round(100.0 * count(notificacion.respondida_at) / count(*), 2) as answered_pct
        from teloo.notificaciones as notificacion
        cross join span
        where notificacion.enviada_at > span.until - interval '30 days' and notificacion.enviada_at <= span.until
        group by notificacion.asesor_id
    )

update teloo.asesores as asesor
set
    ultima_conexion_at = online.seen_at,
    actividad_reciente_pct = case
        when asesor.actividad_reciente_pct > 100 then asesor.actividad_reciente_pct
        else coalesce(activity.answered_pct, asesor.actividad_reciente_pct)
    end,
    updated_at = greatest(asesor.updated_at, online.seen_at)
from online
left join activity on activity.id = online.id
where online.id = asesor.id;
