-- name: read_server
-- How far the server that is asked follows the warehouse.
select version, replayed_at
from ops.read_server

-- name: note_replica
-- What a replica said just now.
insert into ops.replica (name, asked_at, version, replayed_at, said)
values (%(name)s, clock_timestamp(), %(version)s, %(replayed_at)s, %(said)s)
on conflict (name) do update set
    asked_at = excluded.asked_at,
    version = excluded.version,
    replayed_at = excluded.replayed_at,
    said = excluded.said
