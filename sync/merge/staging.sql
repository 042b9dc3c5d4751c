-- name: create_staging
-- The staging table: the replica's columns, nothing else.
create temporary table {staging} as select {columns} from {table} with no data

-- name: number_rows
-- The number of a row in its batch, to find a bad one by halving.
alter table {staging} add column staged_row bigint generated always as identity

-- name: highest_cursor
-- The newest finite cursor among the staged rows, at most a given moment.
select max({cursor})::text from {staging} where isfinite({cursor}) and {cursor} <= {moment}

-- name: new_rows
-- How many staged rows are not there yet.
select count(*)
from {staging} as staged
left join {table} as present on present.{key} = staged.{key}
where present.{key} is null

-- name: older_rows
-- How many staged rows have an older cursor than the same row has here.
select count(*)
from {staging} as staged
inner join {table} as present on present.{key} = staged.{key}
where staged.{cursor} < present.{cursor}

-- name: changed_keys
-- Keys of rows that are already there, but otherwise.
select staged.{key}
from {staging} as staged
inner join {table} as present on present.{key} = staged.{key}
where row({staged_columns})::record *<> row({present_columns})::record

-- name: take_away
-- Deletes rows that are about to be written anew, because values that they exchange beside the key block each other.
with gone as (
    delete from {table} as present
    using {staging} as staged
    where staged.staged_row between {first} and {last}
        and present.{key} = staged.{key}
        and row({staged_columns})::record *<> row({present_columns})::record
    returning {date} as first_at, {date} as last_at
),
recorded as ({recorded})
select count(*) from gone

-- name: merge_batch
-- Inserts and updates what differs, records when it was dated, and lets rows that fit by now out of quarantine.
with news as (
    select
        {staged_columns},
        least({staged_date}, {present_date}) as first_at,
        greatest({staged_date}, {present_date}) as last_at
    from {staging} as staged
    left join {table} as present on present.{key} = staged.{key}
    where staged.staged_row between {first} and {last}
        and (present.{key} is null or row({staged_columns})::record *<> row({present_columns})::record)
),
written as (
    insert into {table} ({columns})
    select {columns} from news
    on conflict ({key}) do update set {assignments}
    returning xmax = 0 as is_new
),
recorded as ({recorded}),
accepted as (
    delete from ops.sync_rejects
    where source = {source} and "table" = {name}
        and key in (
            select staged.{key}::text from {staging} as staged
            where staged.staged_row between {first} and {last}
        )
)
select count(*) filter (where is_new), count(*) filter (where not is_new) from written
