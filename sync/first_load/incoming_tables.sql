-- name: create_incoming
-- A table like the published one, without its keys and indexes.
create table {incoming} (like {published} including defaults including generated including comments)
with (autovacuum_enabled = off)

-- name: comment
-- What is said of a table as a whole, which `like` leaves out.
select obj_description(to_regclass(format('%%I.%%I', %(schema)s::text, %(name)s::text)), 'pg_class')

-- name: foreign_keys
-- Names of a table's foreign keys.
select conname
from pg_constraint
where contype = 'f' and conrelid = to_regclass(format('%%I.%%I', %(schema)s::text, %(name)s::text))
