-- name: links_of_others
-- Foreign keys by which tables that stay refer to those that are replaced: the table, the key's name and definition.
select conrelid::regclass::text, conname, pg_get_constraintdef(oid)
from pg_constraint
where contype = 'f' and confrelid = any(%(names)s::regclass[]) and conrelid <> all(%(names)s::regclass[])
    and conrelid not in (select oid from pg_class where relnamespace = to_regnamespace(%(incoming)s))
