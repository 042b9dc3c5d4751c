-- name: delete_rows
-- Deletes rows and records when they were dated.
with gone as (
    delete from {table} where {chosen} returning {date} as first_at, {date} as last_at
),
recorded as ({recorded})
select count(*) from gone
