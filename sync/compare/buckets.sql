-- name: missing_keys
-- Keys in the source's list that the warehouse lacks.
select source.key
from {source} as source
where not exists (select from {warehouse} as warehouse where warehouse.{key} = source.key)

-- name: different_keys
-- Keys of rows that both sides have, but otherwise.
select source.key
from {source} as source
inner join {warehouse} as warehouse on warehouse.{key} = source.key
where source.hash <> {hash}

-- name: surplus_keys
-- Keys that the source lacks, of the warehouse's rows under a condition and in the buckets that disagree.
select {key}
from {warehouse} as warehouse
where ({condition}) and ({buckets})
    and not exists (select from {source} as source where source.key = warehouse.{key})

-- name: deleted_keys
-- Of listed rows that the source lacks, those that it did not archive: it has an older row of the same {whole}.
select gone.{key}
from {warehouse} as gone
inner join (
    select present.{whole} as whole, min(present.{cursor}) as since
    from {warehouse} as present
    where isfinite(present.{cursor})
        and not exists (select from {listed} as listed where listed.key = present.{key})
        and present.{whole} in (
            select named.{whole} from {warehouse} as named
            where named.{key} in (select listed.key from {listed} as listed)
        )
    group by 1
) as kept on kept.whole = gone.{whole} and kept.since < gone.{cursor}
where gone.{key} in (select listed.key from {listed} as listed)

-- name: key_checksums
-- Rows and sum of the keys' hashes of each bucket, as ops.summing_of_keys asks it here: each key is hashed once.
select {bucket}, count(*), sum(hash)
from (select {hash} as hash, {month} as month from {relation} offset 0) as keyed
group by 1

-- name: counted_keys
-- The same of a table of the warehouse, as its rows were counted when they were written.
select bucket, rows, checksum from ops.key_checksum where "table" = {name}

-- name: bucket_checksums
-- Rows and checksum of each bucket.
select {bucket}, count(*), sum({hash}) from {relation} group by 1

-- name: few_surplus
-- The keys by which each bucket's rows and sum exceed the source's, where it is one key, or two, of the warehouse's rows
-- under a condition: a sum of hashes of 64 bits tells which.
with
    held as materialized (
        select {key_text} as key, {hash} as hash
        from {warehouse} as warehouse
        where {chosen}
    ),

    exceeding as (
        select * from unnest({buckets}::bigint[], {rows}::bigint[], {totals}::numeric[]) as given (bucket, rows, total)
    )

select exceeding.bucket, held.key
from exceeding
inner join held on held.hash::numeric = exceeding.total
where exceeding.rows = 1
union all
select exceeding.bucket, unnest(array[held.key, other.key]) as key
from exceeding
inner join held on held.hash & {last_bucket} = exceeding.bucket
inner join held as other on other.hash::numeric = exceeding.total - held.hash and other.key < held.key
where exceeding.rows = 2

-- name: create_key_list
-- The source's keys and hashes, a table of the session.
create temporary table {list} as
select {key} as key, 0::bigint as hash from {warehouse} with no data
