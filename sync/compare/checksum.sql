-- name: extent
-- What a table holds: rows and the sum of their keys' hashes; of those that may be news, rows, the sum of the hashes of
-- all their columns, and the newest cursor that is no future one. Two reads, since most rows are no news: the first one
-- can be answered by the key's index, the second one by the cursor's, where there is one.
select every_row.rows, every_row.keys, recent.rows, recent.content, recent.newest
from (select count(*) as rows, {keys} as keys from {relation}) as every_row
cross join (
    select
        count(*) as rows,
        coalesce(sum({content}), 0) as content,
        (max({cursor}) filter (where isfinite({cursor}) and {cursor} <= {moment}))::text as newest
    from {relation}
    where {news}
) as recent

-- name: newest_cursor
-- The newest cursor of a table that is no future one.
select max({cursor})::text from {relation} where isfinite({cursor}) and {cursor} <= {moment}
