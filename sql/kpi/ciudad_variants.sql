-- kpi.ciudad_variants (view)
-- Question: how are the advisors' cities spelt, and which names do several departments share?
-- Grain:    one row per ciudad
-- Reads:    teloo.asesores, ops.fold, ops.usual_spelling
-- Traps:    the rankings take the text of ciudad alone: they part what is spelt apart and join what is named alike
create view kpi.ciudad_variants as
with
    spellings as (
        select
            asesor.ciudad,
            count(*) as asesores,
            count(distinct asesor.departamento) as departamentos
        from teloo.asesores as asesor
        group by asesor.ciudad
    ),

    cities as (
        select
            ops.fold(spellings.ciudad) as plain_name,
            ops.usual_spelling(array_agg(spellings.ciudad), array_agg(spellings.asesores)) as usual_spelling,
            count(*) as spellings
        from spellings
        group by 1
    )

select
    spellings.ciudad,
    cities.usual_spelling,
    cities.spellings > 1 and spellings.ciudad <> cities.usual_spelling as is_spelt_differently,
    spellings.departamentos
from spellings
inner join cities on cities.plain_name = ops.fold(spellings.ciudad)
where cities.plain_name <> '';

comment on view kpi.ciudad_variants is 'The cities of the advisors as written, blank ones left out.';
comment on column kpi.ciudad_variants.ciudad is 'City as written.';
comment on column kpi.ciudad_variants.usual_spelling is 'How most advisors write it.';
comment on column kpi.ciudad_variants.is_spelt_differently is 'Whether most write it otherwise.';
comment on column kpi.ciudad_variants.departamentos is 'Departments that have a city so written.';
