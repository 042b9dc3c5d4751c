-- name: orphaned
-- Part of a condition on staged rows: their parent is missing.
{rows} and staged.{column} is not null
and not exists (select from {parent} as parent where parent.{key} = staged.{column})

-- name: remove_staged
-- Takes staged rows off their batch.
delete from {staging} as staged where staged.staged_row {rows}

-- name: waiting_keys
-- Keys of a table's rows in quarantine.
select key::{type} from ops.sync_rejects where source = {source} and "table" = {name} and {unmet}

-- name: release
-- Forgets those of listed keys that this run did not meet: production no longer has them.
delete from ops.sync_rejects
where source = {source} and "table" = {name} and run is distinct from {run}
    and key in (select listed.key::text from {keys} as listed)

-- name: without_rejected
-- Those of a query's keys that are not in quarantine.
select candidate.key
from ({keys}) as candidate (key)
where candidate.key::text not in (select key from ops.sync_rejects where source = {source} and "table" = {name})

-- name: reject
-- Puts staged rows in quarantine, with the reason.
insert into ops.sync_rejects (source, "table", key, run, sqlstate, reason, data)
select {source}, {name}, staged.{key}::text, {run}, {sqlstate}, {reason}, to_jsonb(staged) - 'staged_row'
from {staging} as staged
where staged.staged_row {rows}
on conflict (source, "table", key) do update set
    run = excluded.run, at = clock_timestamp(), sqlstate = excluded.sqlstate,
    reason = excluded.reason, data = excluded.data

-- name: log_rejected
-- The first few of them are errors of their own in the log.
insert into ops.sync_error_log (run, source, "table", attempt, sqlstate, message, key)
select {run}, {source}, {name}, 1, {sqlstate}, {reason}, staged.{key}::text
from {staging} as staged
where staged.staged_row {rows}
order by staged.staged_row
limit greatest({limit} - (
    select count(*) from ops.sync_error_log
    where run = {run} and source = {source} and "table" = {name} and key is not null
), 0)
