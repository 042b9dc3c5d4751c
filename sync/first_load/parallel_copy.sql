-- name: count_chunks
-- How many chunks of a table are planned.
select count(*) from ops.first_load_chunk where source = %(source)s and "table" = %(table)s

-- name: plan_chunk
-- Writes down a range of pages that is to be copied.
insert into ops.first_load_chunk (source, "table", chunk, first_page, end_page)
values (%(source)s, %(table)s, %(chunk)s, %(first_page)s, %(end_page)s)

-- name: chunks
-- All chunks of a table, in order, and whether they are copied.
select chunk, first_page, end_page, taken_at is not null, rows_read
from ops.first_load_chunk
where source = %(source)s and "table" = %(table)s
order by chunk

-- name: claim_chunk
-- Takes a chunk, unless somebody has copied it.
update ops.first_load_chunk
set taken_at = %(taken_at)s
where source = %(source)s and "table" = %(table)s and chunk = %(chunk)s and taken_at is null

-- name: finish_chunk
-- Writes down what was copied, in the transaction that copied it.
update ops.first_load_chunk
set rows_read = %(rows)s, bytes = %(bytes)s
where source = %(source)s and "table" = %(table)s and chunk = %(chunk)s
