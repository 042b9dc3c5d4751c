-- name: is_filled
-- Whether the database holds any relation that no extension brought.
select exists (
    select
    from pg_class
    inner join pg_namespace on pg_namespace.oid = relnamespace
    where
        not starts_with(nspname::text, 'pg_') and nspname <> 'information_schema'
        and not exists (select from pg_depend where objid = pg_class.oid and deptype = 'e')
)

-- name: made_by_migrations
-- What is ours besides what is derived, by kind, in the order in which it can be dropped.
with home as (select oid, nspname from pg_namespace where nspname = any(%(schemas)s))

select 1 as place, 'table' as kind, string_agg(format('%%I.%%I', nspname, relname), ', ') as names
from pg_class
inner join home on home.oid = relnamespace
where relkind in ('r', 'p') and relowner = %(owner)s::regrole
union all
select 2, 'type', string_agg(format('%%I.%%I', nspname, relname), ', ')
from pg_class
inner join home on home.oid = relnamespace
where relkind = 'c' and relowner = %(owner)s::regrole
union all
select 3, 'function', string_agg(oid::regprocedure::text, ', ')
from pg_proc
where pronamespace = 'ops'::regnamespace and left(proname, 5) = 'rule_' and proowner = %(owner)s::regrole
union all
select 4, 'schema', string_agg(format('%%I', nspname), ', ')
from home
where nspname <> 'public'
order by place
