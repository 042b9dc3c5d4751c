-- name: extent
-- What a table holds: rows and the sum of their keys' hashes; of those that may be news, rows, the sum of the hashes of
-- all their columns, and the newest cursor that is no future one. Two reads, since most rows are no news: the first one
-- can be answered by the key's index, the second one by the cursor's, where there is one.
select every_row.rows, every_row.keys, recent.rows, recent.content, recent.newest
from ({every_row}) as every_row
cross join (
    select
        count(*) as rows,
        coalesce(sum({content}), 0) as content,
        (max({cursor}) filter (where isfinite({cursor}) and {cursor} <= {moment}))::text as newest
    from {relation}
    where {news}
) as recent

-- name: count_rows
-- Part of an extent: all rows of a relation, and the sum of their keys' hashes.
select count(*) as rows, {keys} as keys from {relation}

-- name: counted_rows
-- The same of a table of the warehouse, as its rows were counted when they were written.
select coalesce(sum(rows), 0)::bigint as rows, coalesce(sum(checksum), 0) as keys
from ops.key_checksum
where "table" = {name}

-- name: newest_cursor
-- The newest cursor of a table that is no future one.
select max({cursor})::text from {relation} where isfinite({cursor}) and {cursor} <= {moment}
