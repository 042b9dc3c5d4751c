-- kpi.requests_by_month (view)
-- Question: how many requests were made in each local month, and what became of them?
-- Grain:    one row per mes with requests
-- Reads:    teloo.solicitudes, kpi.local_month, kpi.is_on_calendar, kpi.horizon, kpi.seconds_between, kpi.average
-- Traps:    an estado that is none of the four named counts as made only; closed is what has cerrada_at, whatever the estado;
--           clients and brands are told apart by hashing, where count(distinct) would sort all requests for each
create view kpi.requests_by_month as
with
    requests as (
        select
            kpi.local_month(solicitud.created_at) as mes,
            solicitud.estado,
            kpi.seconds_between(solicitud.created_at, solicitud.cerrada_at) as segundos,
            solicitud.cliente_id,
            solicitud.marca_vehiculo
        from teloo.solicitudes as solicitud
        where
            solicitud.created_at < (select kpi.horizon())
            and kpi.is_on_calendar(solicitud.created_at)
    ),

    made as (
        select
            mes,
            count(*) as creadas,
            count(*) filter (where estado = 'ACEPTADA') as aceptadas,
            count(*) filter (where estado = 'RECHAZADA') as rechazadas,
            count(*) filter (where estado = 'EXPIRADA') as expiradas,
            count(*) filter (where estado = 'SIN_OFERTAS') as sin_ofertas,
            kpi.average(sum(segundos), count(segundos)) as tiempo_promedio_cierre_seg
        from requests
        group by mes
    ),

    clients as (
        select
            mes,
            count(cliente_id) as clientes
        from (select distinct mes, cliente_id from requests) as one_each
        group by mes
    ),

    brands as (
        select
            mes,
            count(marca_vehiculo) as marcas
        from (select distinct mes, marca_vehiculo from requests) as one_each
        group by mes
    )

select
    made.mes,
    made.creadas,
    made.aceptadas,
    made.rechazadas,
    made.expiradas,
    made.sin_ofertas,
    made.tiempo_promedio_cierre_seg,
    clients.clientes,
    brands.marcas
from made
inner join clients on clients.mes = made.mes
inner join brands on brands.mes = made.mes;

comment on view kpi.requests_by_month is 'Requests per local month in which they were made.';
comment on column kpi.requests_by_month.mes is 'First day of the local month.';
comment on column kpi.requests_by_month.creadas is 'Requests made.';
comment on column kpi.requests_by_month.aceptadas is 'Those in estado ACEPTADA.';
comment on column kpi.requests_by_month.rechazadas is 'Those in estado RECHAZADA.';
comment on column kpi.requests_by_month.expiradas is 'Those in estado EXPIRADA.';
comment on column kpi.requests_by_month.sin_ofertas is 'Those in estado SIN_OFERTAS.';
comment on column kpi.requests_by_month.tiempo_promedio_cierre_seg is 'Mean from creation to closing of those closed, seconds.';
comment on column kpi.requests_by_month.clientes is 'Different clients.';
comment on column kpi.requests_by_month.marcas is 'Different brands as typed; requests without one left out.';
