-- name: delete_duplicates
-- Removes every copy of rows that an index wants unique.
delete from {table}
where ({columns}) in (select {columns} from {table} group by {columns} having count(*) > 1)
