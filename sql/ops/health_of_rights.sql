-- ops.health_of_rights (view)
-- Question: can the pages read every view?
-- Grain:    one row per schema with views
-- Reads:    ops.derived_object, ops.unreadable_relations
-- Traps:    where the reader may not look into schema ops either, nobody can ask
create view ops.health_of_rights as
with
    schemas as (
        select distinct split_part(identity, '.', 1) as name
        from ops.derived_object
        where kind in ('view', 'materialized view')
    ),

    unreadable as (
        select
            split_part(view, '.', 1) as schema,
            count(distinct view) as views,
            min(format('%s: %s', view, obstacle)) as example
        from ops.unreadable_relations
        group by 1
    )

select
    'rights' as "check",
    schemas.name as subject,
    case when unreadable.views > 0 then 'error' else 'ok' end as status,
    case
        when unreadable.views > 0
            then format('%s views cannot be read (%s). Run `atalaya migrate`.', unreadable.views, unreadable.example)
    end as message,
    null::timestamptz as since
from schemas
left join unreadable on unreadable.schema = schemas.name;

comment on view ops.health_of_rights is 'Whether the role of the pages can read every view.';
comment on column ops.health_of_rights."check" is 'rights.';
comment on column ops.health_of_rights.subject is 'Name of the schema.';
comment on column ops.health_of_rights.status is 'ok; error: some view cannot be read.';
comment on column ops.health_of_rights.message is 'What is wrong; null: nothing.';
comment on column ops.health_of_rights.since is 'Always null: rights keep no record.';
