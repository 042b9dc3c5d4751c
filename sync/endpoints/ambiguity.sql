-- name: is_vouched_for
-- Whether the database itself sees to it that a column has a value, and each only once. Tables that inherit keep theirs.
select exists (
    select
    from pg_index
    join pg_class on pg_class.oid = indrelid
    join pg_attribute on attrelid = indrelid and attnum = indkey[0]
    where indrelid = to_regclass(format('%%I.%%I', %(schema)s::text, %(name)s::text))
        and indisunique and indisvalid and indnatts = 1 and indpred is null
        and attname = %(key)s and attnotnull
        and (relkind = 'p' or not relhassubclass)
)
