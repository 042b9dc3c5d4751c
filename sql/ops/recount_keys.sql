-- ops.recount_keys (function)
-- Question: which keys do a raw schema's tables hold, counted from the rows themselves?
-- Grain:    writes ops.key_checksum, rows that differ alone; returns how many were otherwise
-- Reads:    ops.summing_of_keys, ops.key_checksum, ops.key_change
-- Writes:   ops.key_checksum, ops.key_change
-- Traps:    tables are those with a trigger that keeps them counted; one whose rows are being written is waited for
create function ops.recount_keys(raw_schema text, only_table text default null) returns bigint
language plpgsql
set datestyle = 'ISO' as $$
declare
    counted record;
    written bigint;
    total bigint := 0;
begin
    for counted in
        select tgrelid::regclass as raw, raw_schema || '.' || relname as "table"
        from pg_trigger
        inner join pg_class on pg_class.oid = tgrelid
        where
            tgname = 'keys_inserted'
            and relnamespace = raw_schema::regnamespace
            and relname = coalesce(only_table, relname)
        order by relname
    loop
        execute format('lock table %s in share row exclusive mode', counted.raw);
        -- What this transaction wrote is among the rows.
        delete from ops.key_change where key_change."table" = counted."table";
        execute format(
            'with wanted as materialized (%1$s), '
            'surplus as (delete from ops.key_checksum where "table" = %2$L and bucket not in (select bucket from wanted) returning 1), '
            'written as ('
            'insert into ops.key_checksum as known ("table", bucket, rows, checksum) '
            'select %2$L, bucket, rows, checksum from wanted '
            'where not exists (select from ops.key_checksum as same where same."table" = %2$L '
            'and same.bucket = wanted.bucket and same.rows = wanted.rows and same.checksum = wanted.checksum) '
            'on conflict ("table", bucket) do update set rows = excluded.rows, checksum = excluded.checksum returning 1) '
            'select (select count(*) from surplus) + (select count(*) from written)',
            ops.summing_of_keys(counted.raw, counted.raw::text), counted."table"
        ) into written;
        total := total + written;
    end loop;
    return total;
end;
$$;

comment on function ops.recount_keys(text, text) is
    'Counts the rows of a raw schema''s tables, or of one, by bucket of their keys anew; returns how many buckets differed.';
