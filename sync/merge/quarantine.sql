-- name: orphaned
-- Part of a condition on staged rows: their parent is missing.
{rows} and staged.{column} is not null
and not exists (select from {parent} as parent where parent.{key} = staged.{column})

-- name: remove_staged
-- Takes staged rows off their batch.
delete from {staging} as staged where staged.staged_row {rows}

-- name: counts
-- How many rows of some tables are in quarantine.
select "table", count(*)
from ops.sync_rejects
where source = %(source)s and "table" = any(%(tables)s::text[]) and recipe is null
group by "table"

-- name: waiting_keys
-- Keys of a table's rows in quarantine.
select distinct key::{type} from ops.sync_rejects
where source = {source} and "table" = {name} and recipe is null and key is not null and {unmet} and {others}

-- name: not_listed
-- Part of a condition on rows in quarantine: their keys are in no such list.
key not in (select listed.key::text from {keys} as listed)

-- name: release
-- Forgets rows of keys that were asked for and not staged: production no longer has them.
delete from ops.sync_rejects
where source = {source} and "table" = {name} and recipe is null and key = any({asked}::text[])
    and not exists (select from {staging} as staged where staged.{key}::text = sync_rejects.key)

-- name: without_rejected
-- Those of a query's keys that are not in quarantine.
select candidate.key
from ({keys}) as candidate (key)
where candidate.key::text not in (
    select key from ops.sync_rejects where source = {source} and "table" = {name} and recipe is null and key is not null
)

-- name: reject
-- Puts staged rows in quarantine, with the reason. What waits there unchanged stays untouched; of what is new, the first
-- few are errors of their own in the log.
with
    refused as materialized (
        select
            staged.staged_row,
            staged.{key}::text as key,
            {sqlstate}::text as sqlstate,
            ({reason})::text as reason,
            to_jsonb(staged) - 'staged_row' as data
        from {staging} as staged
        where staged.staged_row {rows}
    ),

    outdated as (
        delete from ops.sync_rejects as known
        using refused
        where known.source = {source} and known."table" = {name} and known.recipe is null and known.key = refused.key
            and (known.sqlstate, known.reason, known.data)
            is distinct from (refused.sqlstate, refused.reason, refused.data)
    ),

    added as (
        insert into ops.sync_rejects (source, "table", key, run, sqlstate, reason, data)
        select {source}, {name}, refused.key, {run}, refused.sqlstate, refused.reason, refused.data
        from refused
        where not exists (
            select from ops.sync_rejects as known
            where known.source = {source} and known."table" = {name} and known.recipe is null and known.key = refused.key
                and (known.sqlstate, known.reason, known.data)
                is not distinct from (refused.sqlstate, refused.reason, refused.data)
        )
        order by refused.staged_row
        returning reject, key, sqlstate, reason
    )

insert into ops.sync_error_log (run, source, "table", attempt, sqlstate, message, key)
select {run}, {source}, {name}, 1, added.sqlstate, added.reason, added.key
from added
order by added.reject
limit greatest({limit} - (
    select count(*) from ops.sync_error_log
    where run = {run} and source = {source} and "table" = {name} and key is not null
), 0)

-- name: keep_ambiguous
-- Makes quarantine hold the staged rows, each as often as the source has it; rows that are there already stay untouched.
with
    refused as materialized (
        select
            staged.staged_row,
            staged.{key}::text as key,
            case when staged.{key} is null then '23502' else '23505' end as sqlstate,
            case
                when staged.{key} is null
                    then format('null value in column "%s" violates not-null constraint: no key tells this row from others.', {key_name})
                else format(
                    'Key (%s)=(%s) is duplicated: %s rows of the source have it.',
                    {key_name}, staged.{key}, count(*) over (partition by staged.{key})
                )
            end as reason,
            to_jsonb(staged) - 'staged_row' as data,
            row_number() over (partition by staged.{key}, to_jsonb(staged) - 'staged_row' order by staged.staged_row)
            as copy
        from {staging} as staged
    ),

    known as materialized (
        select
            reject,
            key,
            sqlstate,
            reason,
            data,
            row_number() over (partition by key, sqlstate, reason, data order by reject) as copy
        from ops.sync_rejects
        where source = {source} and "table" = {name} and recipe is null
            and (key is null or key in (select refused.key from refused where refused.key is not null))
    ),

    paired as materialized (
        select known.reject, refused.staged_row
        from known
        inner join refused
            on coalesce(known.key, '') = coalesce(refused.key, '') and (known.key is null) = (refused.key is null)
            and known.sqlstate = refused.sqlstate and known.reason = refused.reason and known.data = refused.data
            and known.copy = refused.copy
    ),

    outdated as (
        delete from ops.sync_rejects
        where reject in (select known.reject from known) and reject not in (select paired.reject from paired)
    ),

    added as (
        insert into ops.sync_rejects (source, "table", key, run, sqlstate, reason, data)
        select {source}, {name}, refused.key, {run}, refused.sqlstate, refused.reason, refused.data
        from refused
        where refused.staged_row not in (select paired.staged_row from paired)
        order by refused.staged_row
        returning reject, key, sqlstate, reason
    )

insert into ops.sync_error_log (run, source, "table", attempt, sqlstate, message, key)
select {run}, {source}, {name}, 1, added.sqlstate, added.reason, added.key
from added
order by added.reject
limit {limit}

-- name: forget_keyless
-- Forgets rows without a key: the source has none any more.
delete from ops.sync_rejects where source = {source} and "table" = {name} and recipe is null and key is null
