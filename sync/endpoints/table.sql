-- name: primary_key
-- The column that is a table's primary key.
select attribute.attname
from pg_index
join pg_attribute as attribute on attribute.attrelid = indrelid and attribute.attnum = any(indkey)
where indrelid = to_regclass(format('%%I.%%I', %(schema)s::text, %(name)s::text)) and indisprimary

-- name: parents
-- A table's foreign keys: column, the parent's schema, table and key, and whether a child cannot outlive its parent.
select
    child.attname,
    parent.relnamespace::regnamespace::text,
    parent.relname,
    parent_key.attname,
    confdeltype not in ('n', 'd')
from pg_constraint
join pg_class as parent on parent.oid = confrelid
join pg_attribute as child on child.attrelid = conrelid and child.attnum = conkey[1]
join pg_attribute as parent_key on parent_key.attrelid = confrelid and parent_key.attnum = confkey[1]
where conrelid = to_regclass(format('%%I.%%I', %(schema)s::text, %(name)s::text))
    and contype = 'f' and confrelid <> conrelid
order by conname

-- name: columns
-- Names and types of a table's columns, in order.
select attribute.attname, format_type(attribute.atttypid, attribute.atttypmod)
from pg_attribute as attribute
where attribute.attrelid = to_regclass(format('%%I.%%I', %(schema)s::text, %(name)s::text))
    and attribute.attnum > 0 and not attribute.attisdropped
order by attribute.attnum

-- name: tables
-- The tables of a schema.
select relname
from pg_class
where relnamespace = to_regnamespace(quote_ident(%(schema)s)) and relkind in ('r', 'p')
order by relname
