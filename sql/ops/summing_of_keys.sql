-- ops.summing_of_keys (function)
-- Question: by which query are some rows of a raw table counted by bucket of their keys?
-- Grain:    one text, a query of bucket, rows, checksum
-- Reads:    none
-- Traps:    a text, because only a trigger's own statements see its transition tables; written_rows is a piece of SQL, never
--           a value; sync/compare/buckets.py asks sources the same, and a test compares both
create function ops.summing_of_keys(raw regclass, written_rows text) returns text
language sql stable
begin atomic
    select
        format(
            'select %1$s as bucket, count(*) as rows, sum(hash) as checksum '
            'from (select hashtextextended((%2$I::text) collate "C", 0) as hash, %3$s as month from %4$s offset 0) as keyed '
            'group by 1',
            case
                when archived.dated is null then 'hash & 1023'
                else 'hashtextextended(coalesce(month::text, '''') collate "C", 0)'
            end,
            key.attname,
            case when archived.dated is null then 'null' else format('date_trunc(''month'', %I)', archived.dated) end,
            written_rows
        )
    from pg_index
    inner join pg_attribute as key on key.attrelid = pg_index.indrelid and key.attnum = pg_index.indkey[0]
    inner join pg_class on pg_class.oid = pg_index.indrelid
    -- Where production archives rows by age, months that are whole there have to agree as a whole.
    left join (
        values ('public', 'UserHangoutGroupAttendance', 'attendedAt')
    ) as archived (schema, name, dated)
        on archived.schema::regnamespace = pg_class.relnamespace and archived.name = pg_class.relname
    where pg_index.indrelid = raw and pg_index.indisprimary;
end;

comment on function ops.summing_of_keys(regclass, text) is
    'The query that counts some rows of a raw table by bucket of their keys.';
