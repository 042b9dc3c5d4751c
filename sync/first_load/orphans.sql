-- name: is_orphan
-- Part of a condition: a row names a parent that is not there.
{column} is not null and not exists (select from {parent} as parent where parent.{key} = {column})

-- name: children
-- Tables that refer to a table's rows, and the columns on both sides.
select child_table.relnamespace::regnamespace::text, child_table.relname, child.attname, parent.attname
from pg_constraint
join pg_class as child_table on child_table.oid = conrelid
join pg_attribute as child on child.attrelid = conrelid and child.attnum = conkey[1]
join pg_attribute as parent on parent.attrelid = confrelid and parent.attnum = confkey[1]
where contype = 'f' and conrelid <> confrelid
    and confrelid = to_regclass(format('%%I.%%I', %(schema)s::text, %(name)s::text))
order by conname
