-- name: reject_orphans
-- Rows whose parent is not there are no rows.
with
    orphans as (
        delete from {typed} as typed
        where typed.{column} is not null
            and not exists (select from {parents} as parent where parent.id = typed.{column})
        returning typed.*
    )
insert into pg_temp.rejects ("table", file, line, reason, data)
select
    {table}, nullif(({files}::text[])[_line / {file_lines} + 1], ''), nullif(_line % {file_lines}, 0),
    {said} || quote_literal({column}) || ' is not there, or cannot be read',
    to_jsonb(orphans) - '{{_line,_first}}'::text[]
from orphans
order by _line

-- name: create_empty
-- A table of rows that only others name.
create temporary table {typed} (id text not null, {when} timestamptz, {line} bigint) on commit drop

-- name: date_parents
-- A row is there from the first moment that is known of what belongs to it.
update {typed} as parent
set {when} = least(parent.{when}, named.moment)
from (select id, min(moment) as moment from ({named}) as child group by id) as named
where named.id = parent.id

-- name: imply_parents
-- Rows that others name and nobody lists.
insert into {typed} (id, {when})
select named.id, named.moment
from (select id, min(moment) as moment from ({named}) as child group by id) as named
where not exists (select from {typed} as parent where parent.id = named.id)

-- name: make_final
-- Rows as the source has them.
create temporary table {final} on commit drop as
select {values}
from {typed} as typed
{joins}
left join {target} as known on known.id = {key}

-- name: delete
-- Rows of the last import that this one does not bring.
delete from {target} as there where there.recipe = {recipe} {kept}

-- name: update
-- Rows that differ; one that is as it was is not touched.
update {target} as there set {assignments}
from {final} as final
where final.id = there.id and ({there}) is distinct from ({finals})

-- name: insert
-- Rows that are new.
insert into {target} ({columns}, recipe)
select {columns}, {recipe}
from {final} as final
where not exists (select from {target} as there where there.id = final.id)
order by final.id
