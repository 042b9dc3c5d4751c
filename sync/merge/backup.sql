-- name: back_up
-- Keeps a table's rows of listed keys as they are.
insert into ops.sync_backup (run, source, "table", key, data)
select {run}, {source}, {name}, present.{key}::text, to_jsonb(present)
from {table} as present
where {chosen}
on conflict do nothing

-- name: drop_old
-- Makes room: the backups of a table's last few runs stay.
delete from ops.sync_backup
where source = %(source)s and "table" = %(table)s and run not in (
    select distinct run from ops.sync_backup
    where source = %(source)s and "table" = %(table)s
    order by run desc limit %(kept)s
)

-- name: write_back
-- Brings a table's rows back as a run's backup has them.
insert into {table} ({columns})
select {kept_columns}
from ops.sync_backup
cross join lateral jsonb_populate_record(null::{table}, sync_backup.data) as kept
where sync_backup.run = {run} and sync_backup.source = {source} and sync_backup."table" = {name}
on conflict ({key}) do update set {assignments}
