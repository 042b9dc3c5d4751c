-- name: record_range
-- Part of a merge: writes down the range of rows that a relation of it gives as `first_at` and `last_at`.
insert into ops.pending_change (source, "table", first_at, last_at, changed_rows)
select
    {source},
    {table},
    case when count(*) = count(changed.first_at) then min(changed.first_at) end,
    case when count(*) = count(changed.last_at) then max(changed.last_at) end,
    count(*)
from {rows} as changed
having count(*) > 0
