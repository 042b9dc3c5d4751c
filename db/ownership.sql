-- name: objects_of_others
-- What is in our schemas and does not belong to our owner: where it is, its name, and what `alter … owner` calls it.
with
    home as (
        select oid, nspname, nspowner
        from pg_namespace
        where nspname = any(%(schemas)s)
    ),

    object as (
        select null as home, nspname::text as name, nspowner as owner, format('schema %%I', nspname) as called
        from home
        where nspname <> 'public'
        union all
        select
            nspname, format('%%I.%%I', nspname, relname), relowner,
            format(
                '%%s %%I.%%I', case relkind when 'v' then 'view' when 'm' then 'materialized view'
                when 'S' then 'sequence' else 'table' end, nspname, relname
            )
        from pg_class
        inner join home on home.oid = relnamespace
        where
            relkind in ('r', 'p', 'v', 'm', 'S')
            -- A column's own sequence goes with its table.
            and not exists (
                select from pg_depend
                where
                    classid = 'pg_class'::regclass
                    and objid = pg_class.oid
                    and deptype in ('a', 'i')
                    and relkind = 'S'
            )
        union all
        select
            nspname, format('%%I.%%I', nspname, proname), proowner,
            format('routine %%I.%%I(%%s)', nspname, proname, pg_get_function_identity_arguments(pg_proc.oid))
        from pg_proc
        inner join home on home.oid = pronamespace
        union all
        select nspname, format('%%I.%%I', nspname, typname), typowner, format('type %%I.%%I', nspname, typname)
        from pg_type
        inner join home on home.oid = typnamespace
        where
            typtype in ('d', 'e')
            or exists (select from pg_class where pg_class.oid = typrelid and relkind = 'c')
        union all
        select
            nspname, format('%%I.%%I', nspname, stxname), stxowner, format('statistics %%I.%%I', nspname, stxname)
        from pg_statistic_ext
        inner join home on home.oid = stxnamespace
    )

select home, name, called
from object
where owner <> %(owner)s::regrole
-- Schemas first: who shall own an object has to be allowed to create it there.
order by home nulls first, called
