-- kpi.offers_by_month (view)
-- Question: what was offered, whenever, on the requests of each local month?
-- Grain:    one row per mes with offers
-- Reads:    teloo.ofertas, teloo.solicitudes, kpi.local_month, kpi.is_on_calendar, kpi.horizon, kpi.average
-- Traps:    the month is the request's, not the offer's; summed per advisor first, so that counting advisors needs no sort
--           of all offers
create view kpi.offers_by_month as
with
    months_of_requests as (
        select
            solicitud.id,
            kpi.local_month(solicitud.created_at) as mes
        from teloo.solicitudes as solicitud
        where
            solicitud.created_at < (select kpi.horizon())
            and kpi.is_on_calendar(solicitud.created_at)
    ),

    per_advisor as (
        select
            months_of_requests.mes,
            oferta.asesor_id,
            count(*) as ofertas,
            count(*) filter (where oferta.ganadora) as ganadoras,
            count(oferta.aceptada_at) as aceptadas,
            sum(oferta.monto_total) as monto,
            min(oferta.monto_total) as monto_minimo,
            max(oferta.monto_total) as monto_maximo,
            sum(oferta.monto_total) filter (where oferta.aceptada_at is not null) as volumen,
            sum(oferta.tiempo_entrega_dias) as dias_de_entrega,
            count(oferta.tiempo_entrega_dias) as con_entrega,
            sum(oferta.garantia_meses) as meses_de_garantia,
            count(oferta.garantia_meses) as con_garantia
        from teloo.ofertas as oferta
        inner join months_of_requests on months_of_requests.id = oferta.solicitud_id
        where oferta.created_at < (select kpi.horizon())
        group by months_of_requests.mes, oferta.asesor_id
    )

select
    mes,
    sum(ofertas)::bigint as ofertas,
    sum(ganadoras)::bigint as ganadoras,
    sum(aceptadas)::bigint as aceptadas,
    kpi.average(sum(monto), sum(ofertas)) as precio_promedio,
    min(monto_minimo) as precio_minimo,
    max(monto_maximo) as precio_maximo,
    kpi.average(sum(dias_de_entrega), sum(con_entrega)) as tiempo_entrega_promedio,
    kpi.average(sum(meses_de_garantia), sum(con_garantia)) as garantia_promedio_meses,
    count(*) as asesores,
    sum(volumen) as volumen
from per_advisor
group by mes;

comment on view kpi.offers_by_month is 'Offers per local month in which their request was made.';
comment on column kpi.offers_by_month.mes is 'First day of the local month of the requests.';
comment on column kpi.offers_by_month.ofertas is 'Offers on them.';
comment on column kpi.offers_by_month.ganadoras is 'Those that won.';
comment on column kpi.offers_by_month.aceptadas is 'Those that the client accepted.';
comment on column kpi.offers_by_month.precio_promedio is 'Mean price, Colombian pesos.';
comment on column kpi.offers_by_month.precio_minimo is 'Lowest price.';
comment on column kpi.offers_by_month.precio_maximo is 'Highest price.';
comment on column kpi.offers_by_month.tiempo_entrega_promedio is 'Mean promised delivery, days; offers without a promise left out.';
comment on column kpi.offers_by_month.garantia_promedio_meses is 'Mean promised warranty, months; offers without one left out.';
comment on column kpi.offers_by_month.asesores is 'Different advisors.';
comment on column kpi.offers_by_month.volumen is 'Sum of the accepted offers; null where none was accepted.';
