-- name: volume
-- Rows and bytes that a first load has copied, in however many runs.
select coalesce(sum(rows_read), 0)::bigint, coalesce(sum(bytes), 0)::bigint
from ops.first_load_chunk
where source = %(source)s and "table" = %(table)s

-- name: oldest_snapshot
-- Moment of the oldest snapshot that a first load has read from.
select min(taken_at) from ops.first_load_chunk where source = %(source)s and "table" = %(table)s

-- name: highest_cursor
-- The newest finite cursor of a table, at most a given moment.
select max({cursor})::text from {table} where isfinite({cursor}) and {cursor} <= {moment}
