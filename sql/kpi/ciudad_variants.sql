-- kpi.ciudad_variants (view)
-- Question: how are the advisors' cities spelt, and which names do several departments share?
-- Grain:    one row per ciudad
-- Reads:    teloo.asesores
-- Traps:    the rankings take the text of ciudad alone: they part what is spelt apart and join what is named alike
create view kpi.ciudad_variants as
with
    spellings as (
        select
            asesor.ciudad,
            lower(translate(btrim(asesor.ciudad), 'ÁÉÍÓÚÜÑáéíóúüñ', 'AEIOUUNaeiouun')) as plain_name,
            count(*) as asesores,
            count(distinct asesor.departamento) as departamentos
        from teloo.asesores as asesor
        where btrim(asesor.ciudad) <> ''
        group by asesor.ciudad
    )

select
    spellings.ciudad,
    first_value(spellings.ciudad) over (
        partition by spellings.plain_name
        order by spellings.asesores desc, spellings.ciudad collate "C"
    ) as usual_spelling,
    spellings.departamentos
from spellings;

comment on view kpi.ciudad_variants is 'The cities of the advisors as written, blank ones left out.';
comment on column kpi.ciudad_variants.ciudad is 'City as written.';
comment on column kpi.ciudad_variants.usual_spelling is
    'How most advisors write it: of all that differ only in case, accents and outer blanks; of equals the first in byte order.';
comment on column kpi.ciudad_variants.departamentos is 'Departments that have a city so written.';
