-- name: delete_duplicates
-- Removes every copy of rows that an index wants unique.
delete from {table}
where ({columns}) in (select {columns} from {table} group by {columns} having count(*) > 1)

-- name: delete_orphans
-- Removes rows whose parent is missing.
delete from {child} as child
where child.{column} is not null
    and not exists (select from {parent} as parent where parent.{key} = child.{column})
