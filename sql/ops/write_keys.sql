-- ops.write_keys (function)
-- Question: what does a raw table hold after rows with these keys came or went?
-- Grain:    writes ops.key_checksum; takes parallel arrays, one element per bucket, less than 0 for rows that went
-- Reads:    ops.key_checksum
-- Writes:   ops.key_checksum
-- Traps:    two that write one table wait for each other, since the later would forget what the other added
create function ops.write_keys(counted text, buckets bigint[], rows bigint[], checksums numeric[]) returns bigint
language sql volatile
begin atomic
    select pg_advisory_xact_lock(hashtextextended('atalaya counts the keys of ' || counted, 0));
    with
        summed as materialized (
            select
                changed.bucket,
                changed.rows + coalesce(key_checksum.rows, 0) as rows,
                changed.checksum + coalesce(key_checksum.checksum, 0) as checksum
            from unnest(buckets, rows, checksums) as changed (bucket, rows, checksum)
            left join ops.key_checksum on key_checksum."table" = counted and key_checksum.bucket = changed.bucket
        ),

        emptied as (
            delete from ops.key_checksum
            using summed
            where key_checksum."table" = counted and key_checksum.bucket = summed.bucket and summed.rows = 0
        ),

        written as (
            insert into ops.key_checksum ("table", bucket, rows, checksum)
            select
                counted,
                summed.bucket,
                summed.rows,
                summed.checksum
            from summed
            where summed.rows <> 0
            on conflict ("table", bucket) do update set rows = excluded.rows, checksum = excluded.checksum
        )

    select count(*) from summed;
end;

comment on function ops.write_keys(text, bigint[], bigint[], numeric[]) is
    'Adds rows to a raw table''s buckets of keys, or takes them away, at once; returns how many buckets changed.';
