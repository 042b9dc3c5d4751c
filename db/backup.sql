-- name: relations_of_others
-- Tables and views in our schemas that are not ours: our owner may not read them.
select format('%%I.%%I', nspname, relname)
from pg_class
inner join pg_namespace on pg_namespace.oid = relnamespace
where nspname = any(%s) and relkind in ('r', 'p', 'v', 'm', 'f') and relowner <> %s::regrole
