-- name: growing_table
-- The one of these tables that is in one of the schemas.
select nspname::text, relname::text
from pg_class
inner join pg_namespace on pg_namespace.oid = relnamespace
where nspname = any(%(schemas)s) and relname = any(%(names)s) and relkind in ('r', 'p')

-- name: size_of_domain
-- Rows of one table, and megabytes of all tables in some schemas, indexes included.
select
    (select count(*) from {table}),
    sum(pg_total_relation_size(oid)) / 1048576.0
from pg_class
where relnamespace = any(%(schemas)s::regnamespace[]) and relkind in ('r', 'm', 'p')
