-- ops.add_keys (function)
-- Question: what does a raw table hold after rows with these keys came or went?
-- Grain:    takes parallel arrays, one element per bucket, less than 0 for rows that went
-- Reads:    ops.key_change, ops.write_keys
-- Writes:   ops.key_change
-- Traps:    whoever writes rows calls it in the same transaction, a trigger or the sync; many buckets are summed up at the
--           transaction's end, since each statement would leave a version of their rows that the next ones go through
create function ops.add_keys(counted text, buckets bigint[], rows bigint[], checksums numeric[]) returns bigint
language plpgsql volatile as $$
begin
    if cardinality(buckets) <= 32 then
        return ops.write_keys(counted, buckets, rows, checksums);
    end if;
    insert into ops.key_change ("table", buckets, rows, checksums) values (counted, buckets, rows, checksums);
    return cardinality(buckets);
end;
$$;

comment on function ops.add_keys(text, bigint[], bigint[], numeric[]) is
    'Adds rows to a raw table''s buckets of keys, or takes them away, by the transaction''s end; returns how many buckets changed.';
