-- kpi.quality_of_quarantine (view)
-- Question: which rows are not in the replica because what they refer to is missing?
-- Grain:    one row per check, table, key
-- Reads:    ops.sync_rejects, teloo.clientes, teloo.solicitudes, teloo.asesores
-- Traps:    the replica's foreign keys let no orphan in, so those that production has are found here
create view kpi.quality_of_quarantine as
with
    orphans as (
        select
            rejected."table",
            rejected.key::uuid as key,
            (rejected.data ->> 'cliente_id')::uuid as cliente_id,
            (rejected.data ->> 'solicitud_id')::uuid as solicitud_id,
            (rejected.data ->> 'asesor_id')::uuid as asesor_id
        from ops.sync_rejects as rejected
        where
            rejected.source = 'teloo'
            and rejected.sqlstate = '23503'
    )

select
    finding."check",
    orphans."table",
    orphans.key
from orphans
left join teloo.clientes as cliente on cliente.id = orphans.cliente_id
left join teloo.solicitudes as solicitud on solicitud.id = orphans.solicitud_id
left join teloo.asesores as asesor on asesor.id = orphans.asesor_id
cross join lateral (
    values
    ('orphan_cliente', orphans.cliente_id is not null and cliente.id is null),
    ('orphan_solicitud', orphans.solicitud_id is not null and solicitud.id is null),
    ('orphan_asesor', orphans.asesor_id is not null and asesor.id is null)
) as finding ("check", is_found)
where finding.is_found;

comment on view kpi.quality_of_quarantine is 'Rows in quarantine whose client, request or advisor is missing.';
comment on column kpi.quality_of_quarantine."check" is 'Name of the check, as in kpi.quality_checks.';
comment on column kpi.quality_of_quarantine."table" is 'Raw table.';
comment on column kpi.quality_of_quarantine.key is 'Id of the row.';
