-- kpi.quality_of_requests (view)
-- Question: which requests break an assumption of the rules, and how?
-- Grain:    one row per check, table, key
-- Reads:    teloo.solicitudes, kpi.horizon
-- Traps:    every known estado but ABIERTA means closed; for orphans see kpi.quality_of_quarantine
create view kpi.quality_of_requests as
with
    checked as (
        select
            solicitud.id as key,
            coalesce(btrim(solicitud.marca_vehiculo), '') = '' as missing_marca_vehiculo,
            solicitud.estado not in ('ABIERTA', 'ACEPTADA', 'RECHAZADA', 'EXPIRADA', 'SIN_OFERTAS') as unknown_estado,
            solicitud.cerrada_at is null
            and solicitud.estado in ('ACEPTADA', 'RECHAZADA', 'EXPIRADA', 'SIN_OFERTAS') as closed_without_cerrada_at,
            solicitud.cerrada_at is not null and solicitud.estado = 'ABIERTA' as open_with_cerrada_at,
            solicitud.cerrada_at < solicitud.created_at as closed_before_creation,
            greatest(solicitud.created_at, solicitud.updated_at, solicitud.cerrada_at) >= (select kpi.horizon())
                as future_date,
            solicitud.updated_at < solicitud.created_at
            or solicitud.created_at < timestamptz '2000-01-01 00:00:00+00' as impossible_date
        from teloo.solicitudes as solicitud
    )

select
    finding."check",
    'solicitudes' as "table",
    checked.key
from checked
cross join lateral (
    values
    ('missing_marca_vehiculo', checked.missing_marca_vehiculo),
    ('unknown_estado', checked.unknown_estado),
    ('closed_without_cerrada_at', checked.closed_without_cerrada_at),
    ('open_with_cerrada_at', checked.open_with_cerrada_at),
    ('closed_before_creation', checked.closed_before_creation),
    ('future_date', checked.future_date),
    ('impossible_date', checked.impossible_date)
) as finding ("check", is_found)
where
    -- Most rows fail nothing and need not be multiplied by the number of checks; kpi.quality_of_offers says why a number.
    case
        when
            checked.missing_marca_vehiculo or checked.unknown_estado or checked.closed_without_cerrada_at
            or checked.open_with_cerrada_at or checked.closed_before_creation or checked.future_date
            or checked.impossible_date
            then 1
    end = 1
    and finding.is_found;

comment on view kpi.quality_of_requests is 'Requests that fail a check.';
comment on column kpi.quality_of_requests."check" is 'Name of the check, as in kpi.quality_checks.';
comment on column kpi.quality_of_requests."table" is 'Raw table.';
comment on column kpi.quality_of_requests.key is 'Id of the row.';
