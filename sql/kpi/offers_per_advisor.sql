-- kpi.offers_per_advisor (function)
-- Question: what did each advisor offer in a stretch of time, and what came of it?
-- Grain:    one row per advisor with offers made from first_at on and before end_at
-- Reads:    teloo.ofertas, teloo.solicitudes, kpi.seconds_between, kpi.average, kpi.percent
-- Traps:    the time is the offer's own; the response time counts from its request's creation, however long before
create function kpi.offers_per_advisor(first_at timestamptz, end_at timestamptz)
returns table (
    asesor_id uuid, ofertas bigint, ganadoras bigint, aceptadas bigint, entregas bigint,
    tiempo_promedio_respuesta_seg numeric, monto_promedio numeric, volumen numeric, tasa_exito_completo_pct numeric
)
language sql stable parallel safe
begin atomic
    select
        oferta.asesor_id,
        count(*) as ofertas,
        count(*) filter (where oferta.ganadora) as ganadoras,
        count(oferta.aceptada_at) as aceptadas,
        count(oferta.entregada_at) as entregas,
        kpi.average(
            sum(kpi.seconds_between(solicitud.created_at, oferta.created_at)),
            count(kpi.seconds_between(solicitud.created_at, oferta.created_at))
        ) as tiempo_promedio_respuesta_seg,
        kpi.average(sum(oferta.monto_total), count(*)) as monto_promedio,
        sum(oferta.monto_total) as volumen,
        kpi.percent(count(oferta.entregada_at), count(*)) as tasa_exito_completo_pct
    from teloo.ofertas as oferta
    inner join teloo.solicitudes as solicitud on solicitud.id = oferta.solicitud_id
    where oferta.created_at >= first_at and oferta.created_at < end_at
    group by oferta.asesor_id;
end;

comment on function kpi.offers_per_advisor(timestamptz, timestamptz) is
    'Each advisor''s offers from one moment until before another, with what came of them.';
