-- name: size_of_domain
-- Rows of one table, and megabytes of all tables in some schemas, indexes included.
select
    (select count(*) from {table}),
    sum(pg_total_relation_size(oid)) / 1048576.0
from pg_class
where relnamespace = any(%(schemas)s::regnamespace[]) and relkind in ('r', 'm', 'p')
