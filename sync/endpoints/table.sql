-- name: shapes
-- Tables of a schema, or whatever stands in for them: columns with types, in order; the primary key; columns of which the
-- database itself sees to it that each row has a value of its own (tables that inherit keep theirs); and foreign keys:
-- column, the parent's schema, table and key, and whether a child cannot outlive its parent; and whether triggers of ours
-- count its rows by their keys.
select
    relation.relname::text,
    array(
        select array[attname::text, format_type(atttypid, atttypmod)]
        from pg_attribute
        where attrelid = relation.oid and attnum > 0 and not attisdropped
        order by attnum
    ),
    (
        select attname::text
        from pg_index
        join pg_attribute on attrelid = indrelid and attnum = any(indkey)
        where indrelid = relation.oid and indisprimary
        order by attnum
        limit 1
    ),
    array(
        select attname::text
        from pg_index
        join pg_attribute on attrelid = indrelid and attnum = indkey[0]
        where indrelid = relation.oid
            and indisunique and indisvalid and indnatts = 1 and indpred is null and attnotnull
            and (relation.relkind = 'p' or not relation.relhassubclass)
    ),
    (
        select coalesce(
            jsonb_agg(
                jsonb_build_array(
                    child.attname, parent.relnamespace::regnamespace::text, parent.relname, parent_key.attname,
                    confdeltype not in ('n', 'd')
                )
                order by conname
            ),
            '[]'
        )
        from pg_constraint
        join pg_class as parent on parent.oid = confrelid
        join pg_attribute as child on child.attrelid = conrelid and child.attnum = conkey[1]
        join pg_attribute as parent_key on parent_key.attrelid = confrelid and parent_key.attnum = confkey[1]
        where conrelid = relation.oid and contype = 'f' and confrelid <> conrelid
    ),
    exists (
        select
        from pg_trigger
        where tgrelid = relation.oid and tgname = 'keys_inserted' and tgenabled <> 'D'
    )
from pg_class as relation
where relation.relnamespace = to_regnamespace(quote_ident(%(schema)s))
    and relation.relname = any(%(names)s::text[]) and relation.relkind in ('r', 'p', 'v', 'm', 'f')

-- name: tables
-- The tables of a schema.
select relname
from pg_class
where relnamespace = to_regnamespace(quote_ident(%(schema)s)) and relkind in ('r', 'p')
order by relname
