-- name: facts
-- Tables and materialized views of a schema, and the count of all raw tables' keys, with the columns that are compared and
-- those that tell rows apart.
select
    relnamespace::regnamespace::text,
    pg_class.relname::text,
    array_agg(attname::text order by attnum) filter (where attname <> all(%(computed)s)),
    (
        select array_agg(part.attname::text order by part.attnum)
        from (
            select indrelid, indkey
            from pg_index
            where indrelid = pg_class.oid and indisunique and indexprs is null and indpred is null
            order by indisprimary desc, indexrelid
            limit 1
        ) as key
        inner join pg_attribute as part on part.attrelid = key.indrelid and part.attnum = any(key.indkey)
    )
from pg_class
inner join pg_attribute on attrelid = pg_class.oid and attnum > 0 and not attisdropped
where
    (relnamespace = %(schema)s::regnamespace and relkind in ('r', 'm'))
    or pg_class.oid = 'ops.key_checksum'::regclass
group by pg_class.oid
order by 1, 2

-- name: compare_fact
-- How many rows are missing, different and surplus, and keys of some of them: {fact} is rebuilt, {kept} is what it was.
with
    wanted as materialized (
        select {key}::text as key, count(*) as rows
        from (select {columns} from {fact} except all select {columns} from {kept}) as lacking
        group by 1
    ),

    unwanted as materialized (
        select {key}::text as key, count(*) as rows
        from (select {columns} from {kept} except all select {columns} from {fact}) as left_over
        group by 1
    ),

    paired as (
        select
            key,
            coalesce(wanted.rows, 0) as wanted,
            coalesce(unwanted.rows, 0) as unwanted
        from wanted
        full join unwanted using (key)
    )

select
    (select count(*) from {fact}),
    coalesce(sum(greatest(wanted - unwanted, 0)), 0)::bigint,
    coalesce(sum(least(wanted, unwanted)), 0)::bigint,
    coalesce(sum(greatest(unwanted - wanted, 0)), 0)::bigint,
    coalesce((array_agg(key order by key))[1:{sample}], '{{}}')
from paired

-- name: rebuild
-- Makes a domain's facts what its raw rows say.
select {rebuild}(), ops.recount_keys({raw_schema})

-- name: reload
-- Makes a domain's facts follow as if all its tables had been loaded anew.
select {refresh}(array[row('every table', true, null, null, 0)::ops.changed_range]), ops.recount_keys({raw_schema})
