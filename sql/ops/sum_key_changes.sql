-- ops.sum_key_changes (trigger function)
-- Question: which keys came and went by all statements of a transaction together?
-- Grain:    once per row, of which the first sums up all
-- Reads:    ops.key_change, ops.write_keys
-- Writes:   ops.key_change
-- Triggers: ops.key_change
-- Traps:    deferred to the commit, or to `set constraints all immediate`; tables in one order, so that no two wait for each
--           other
create function ops.sum_key_changes() returns trigger
language plpgsql as $$
declare
    changed record;
begin
    for changed in
        with gone as (delete from ops.key_change returning "table", buckets, rows, checksums),

        summed as (
            select
                gone."table",
                part.bucket,
                sum(part.rows)::bigint as rows,
                sum(part.checksum) as checksum
            from gone
            cross join lateral unnest(gone.buckets, gone.rows, gone.checksums) as part (bucket, rows, checksum)
            group by 1, 2
            having sum(part.rows) <> 0 or sum(part.checksum) <> 0
        )

        select
            summed."table",
            array_agg(summed.bucket) as buckets,
            array_agg(summed.rows) as rows,
            array_agg(summed.checksum) as checksums
        from summed
        group by 1
        order by 1
    loop
        perform ops.write_keys(changed."table", changed.buckets, changed.rows, changed.checksums);
    end loop;
    return null;
end;
$$;

comment on function ops.sum_key_changes() is 'Adds what a transaction''s statements wrote to the count of keys.';

-- There is no `or replace` for one of this kind.
drop trigger if exists keys_summed on ops.key_change;

create constraint trigger keys_summed
    after insert on ops.key_change
    deferrable initially deferred
    for each row execute function ops.sum_key_changes();
