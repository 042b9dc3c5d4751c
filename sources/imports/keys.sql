-- name: create_uuids
-- The uuid of each name.
create temporary table uuids (
    kind text not null, name text not null, id uuid not null, primary key (kind, name)
) on commit drop

-- name: new_names
-- Names of a column that have no uuid yet.
select distinct typed.{column}
from {typed} as typed
where typed.{column} is not null
    and not exists (select from pg_temp.uuids where uuids.kind = {kind} and uuids.name = typed.{column})
