-- name: create
-- What cannot be read, until the import is kept.
create temporary table rejects (
    number bigint generated always as identity,
    "table" text not null,
    file text,
    line bigint,
    reason text not null,
    data jsonb not null
) on commit drop

-- name: add_rows
-- Rows that cannot be read: where each stands, why, and its mapped texts.
insert into pg_temp.rejects ("table", file, line, reason, data)
select
    {table}, nullif(({files}::text[])[{line} / {file_lines} + 1], ''), nullif({line} % {file_lines}, 0),
    _reason, _texts
from {read}
where _reason is not null
order by {line}

-- name: count
-- How many there are.
select count(*) from pg_temp.rejects

-- name: first
-- The first of them.
select "table", coalesce(file, ''), coalesce(line, 0), reason, data
from pg_temp.rejects
where {table} in ('', "table")
order by number
limit {limit}

-- name: keep
-- Remembers them with the import.
delete from imports.reject where recipe = {recipe};
insert into imports.reject (recipe, "table", file, line, reason, data)
select {recipe}, "table", file, line, reason, data
from pg_temp.rejects
order by number
