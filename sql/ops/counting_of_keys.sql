-- ops.counting_of_keys (function)
-- Question: what has a trigger to do so that written rows of a raw table are counted by their keys?
-- Grain:    one text, to be executed by a statement's trigger that calls its rows new_rows and old_rows
-- Reads:    ops.summing_of_keys
-- Writes:   ops.key_checksum, ops.key_change
-- Traps:    what leaves the keys alone, as most updates do, cancels out and writes nothing
create function ops.counting_of_keys(raw regclass, operation text) returns text
language sql stable
begin atomic
    select
        case
            when operation = 'TRUNCATE' then format(
                    'with waiting as (delete from ops.key_change where "table" = %1$L) '
                    'delete from ops.key_checksum where "table" = %1$L',
                    counted."table"
                )
            else format(
                'select ops.add_keys(%1$L, array_agg(bucket), array_agg(rows), array_agg(checksum)) from ('
                'select bucket, sum(rows)::bigint as rows, sum(checksum) as checksum from (%2$s) as written '
                'group by 1 having sum(rows) <> 0 or sum(checksum) <> 0) as changed having count(*) > 0',
                counted."table",
                concat_ws(
                    ' union all ',
                    case when operation <> 'DELETE' then ops.summing_of_keys(raw, 'new_rows') end,
                    case
                        when operation <> 'INSERT'
                            then format(
                                'select bucket, -rows as rows, -checksum as checksum from (%s) as gone',
                                ops.summing_of_keys(raw, 'old_rows')
                            )
                    end
                )
            )
        end
    from (
        select concat_ws('.', pg_class.relnamespace::regnamespace::text, pg_class.relname) as "table"
        from pg_class
        where pg_class.oid = raw
    ) as counted;
end;

comment on function ops.counting_of_keys(regclass, text) is
    'What a trigger executes to count written rows of a raw table by their keys.';
