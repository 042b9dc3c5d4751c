-- kpi.requests_by_month (view)
-- Question: how many requests were made in each local month, and what became of them?
-- Grain:    one row per mes with requests
-- Reads:    teloo.solicitudes, kpi.local_month, kpi.horizon, kpi.seconds_between, kpi.average
-- Traps:    an estado that is none of the four named counts as made only; closed is what has cerrada_at, whatever the estado
create view kpi.requests_by_month as
select
    kpi.local_month(solicitud.created_at) as mes,
    count(*) as creadas,
    count(*) filter (where solicitud.estado = 'ACEPTADA') as aceptadas,
    count(*) filter (where solicitud.estado = 'RECHAZADA') as rechazadas,
    count(*) filter (where solicitud.estado = 'EXPIRADA') as expiradas,
    count(*) filter (where solicitud.estado = 'SIN_OFERTAS') as sin_ofertas,
    kpi.average(
        sum(kpi.seconds_between(solicitud.created_at, solicitud.cerrada_at)),
        count(kpi.seconds_between(solicitud.created_at, solicitud.cerrada_at))
    ) as tiempo_promedio_cierre_seg,
    count(distinct solicitud.cliente_id) as clientes,
    count(distinct solicitud.marca_vehiculo) as marcas
from teloo.solicitudes as solicitud
where
    solicitud.created_at < (select kpi.horizon())
    and kpi.local_month(solicitud.created_at) is not null
group by kpi.local_month(solicitud.created_at);

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
