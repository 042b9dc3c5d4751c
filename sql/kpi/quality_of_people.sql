-- kpi.quality_of_people (view)
-- Question: which clients, advisors and audits break an assumption of the rules, and how?
-- Grain:    one row per check, table, key
-- Reads:    teloo.clientes, teloo.asesores, teloo.auditorias, kpi.ciudad_variants, kpi.horizon,
--           ops.email_address
-- Traps:    a row can fail several checks; blanks count as missing, upper and lower case of an address as the same
create view kpi.quality_of_people as
with
    shared_addresses as (
        select ops.email_address(asesor.email) as address
        from teloo.asesores as asesor
        where ops.email_address(asesor.email) is not null
        group by 1
        having count(*) > 1
    ),

    simultaneous_audits as (
        select
            auditoria.asesor_id,
            auditoria.auditada_at
        from teloo.auditorias as auditoria
        group by auditoria.asesor_id, auditoria.auditada_at
        having count(*) > 1
    ),

    checked_clientes as (
        select
            cliente.id as key,
            greatest(cliente.created_at, cliente.updated_at) >= (select kpi.horizon()) as future_date,
            cliente.updated_at < cliente.created_at
            or cliente.created_at < timestamptz '2000-01-01 00:00:00+00' as impossible_date
        from teloo.clientes as cliente
    ),

    checked_asesores as (
        select
            asesor.id as key,
            ops.email_address(asesor.email) is null as missing_email,
            shared_addresses.address is not null as duplicate_email,
            coalesce(btrim(asesor.punto_venta), '') = '' as missing_punto_venta,
            asesor.confianza is null as missing_confianza,
            asesor.nivel_actual is null as missing_nivel_actual,
            asesor.actividad_reciente_pct is null as missing_actividad_reciente_pct,
            asesor.desempeno_historico_pct is null as missing_desempeno_historico_pct,
            asesor.estado not in ('ACTIVO', 'INACTIVO', 'SUSPENDIDO') as unknown_estado,
            asesor.confianza not between 0 and 5 as confianza_out_of_range,
            asesor.actividad_reciente_pct not between 0 and 100
            or asesor.desempeno_historico_pct not between 0 and 100 as percent_out_of_range,
            btrim(asesor.ciudad) = '' as missing_ciudad,
            variant.is_spelt_differently as ciudad_spelt_differently,
            variant.departamentos > 1 as ciudad_of_several_departamentos,
            greatest(asesor.created_at, asesor.updated_at) >= (select kpi.horizon()) as future_date,
            asesor.updated_at < asesor.created_at
            or asesor.created_at < timestamptz '2000-01-01 00:00:00+00' as impossible_date
        from teloo.asesores as asesor
        left join shared_addresses on shared_addresses.address = ops.email_address(asesor.email)
        left join kpi.ciudad_variants as variant on variant.ciudad = asesor.ciudad
    ),

    checked_auditorias as (
        select
            auditoria.id as key,
            asesor.id is null as orphan_asesor,
            auditoria.confianza_auditada not between 0 and 5 as confianza_out_of_range,
            simultaneous_audits.asesor_id is not null as audited_twice_at_once,
            greatest(auditoria.auditada_at, auditoria.updated_at) >= (select kpi.horizon()) as future_date,
            auditoria.updated_at < auditoria.auditada_at
            or auditoria.auditada_at < timestamptz '2000-01-01 00:00:00+00' as impossible_date
        from teloo.auditorias as auditoria
        left join teloo.asesores as asesor on asesor.id = auditoria.asesor_id
        left join simultaneous_audits
            on simultaneous_audits.asesor_id = auditoria.asesor_id
            and simultaneous_audits.auditada_at = auditoria.auditada_at
    ),

    flagged as (
        select 'clientes' as "table", key, to_jsonb(checked_clientes) - 'key' as flags
        from checked_clientes
        where future_date or impossible_date
        union all
        select 'asesores' as "table", key, to_jsonb(checked_asesores) - 'key' as flags
        from checked_asesores
        union all
        select 'auditorias' as "table", key, to_jsonb(checked_auditorias) - 'key' as flags
        from checked_auditorias
        where orphan_asesor or confianza_out_of_range or audited_twice_at_once or future_date or impossible_date
    )

select
    flag.name as "check",
    flagged."table",
    flagged.key
from flagged
cross join lateral jsonb_each(flagged.flags) as flag (name, is_found)
where flag.is_found = 'true';

comment on view kpi.quality_of_people is 'Clients, advisors and audits that fail a check.';
comment on column kpi.quality_of_people."check" is 'Name of the check, as in kpi.quality_checks.';
comment on column kpi.quality_of_people."table" is 'Raw table.';
comment on column kpi.quality_of_people.key is 'Id of the row.';
