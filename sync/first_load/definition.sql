-- name: required_columns
-- Columns that must have a value.
select attname
from pg_attribute
where attnum > 0 and not attisdropped and attnotnull
    and attrelid = to_regclass(format('%%I.%%I', %(schema)s::text, %(name)s::text))

-- name: indexes
-- Indexes as statements for the incoming table: name, statement, unique, columns, comment, role of a key.
select
    pg_class.relname,
    replace(
        pg_get_indexdef(indexrelid),
        format(' ON %%I.%%I ', %(schema)s::text, %(name)s::text),
        format(' ON %%I.%%I ', %(incoming)s::text, %(name)s::text)
    ),
    indisunique,
    array(select attname from pg_attribute where attrelid = indrelid and attnum = any(indkey) order by attnum),
    obj_description(indexrelid, 'pg_class'),
    case pg_constraint.contype when 'p' then 'primary key' when 'u' then 'unique' end
from pg_index
inner join pg_class on pg_class.oid = indexrelid
left join pg_constraint on conindid = indexrelid and conrelid = indrelid and contype in ('p', 'u')
where indrelid = to_regclass(format('%%I.%%I', %(schema)s::text, %(name)s::text))
order by pg_class.relname

-- name: foreign_keys
-- Foreign keys, which refer to an incoming parent where there is one.
select
    conname,
    replace(
        pg_get_constraintdef(pg_constraint.oid),
        format(' REFERENCES %%I.%%I(', %(schema)s::text, parent.relname),
        format(' REFERENCES %%I.%%I(', coalesce(incoming_parent.schema, %(schema)s::text), parent.relname)
    )
from pg_constraint
inner join pg_class as parent on parent.oid = confrelid
left join lateral (
    select %(incoming)s::text as schema
    where to_regclass(format('%%I.%%I', %(incoming)s::text, parent.relname)) is not null
) as incoming_parent on true
where conrelid = to_regclass(format('%%I.%%I', %(schema)s::text, %(name)s::text)) and contype = 'f'
order by conname

-- name: checks
-- Conditions that every row meets, by name.
select conname, pg_get_expr(conbin, conrelid)
from pg_constraint
where contype = 'c' and conrelid = to_regclass(format('%%I.%%I', %(schema)s::text, %(name)s::text))
order by conname
