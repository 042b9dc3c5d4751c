-- ops.health_of_rights (view)
-- Question: can the pages read every view?
-- Grain:    one row per schema with views
-- Reads:    ops.say, ops.derived_object, ops.unreadable_relations
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
            (array_agg(jsonb_build_object('code', obstacle_code, 'values', obstacle_values) order by view, obstacle))[1]
            as obstacle,
            min(view) as view
        from ops.unreadable_relations
        group by 1
    ),

    judged as (
        select
            'rights' as "check",
            schemas.name as subject,
            case when unreadable.views > 0 then 'error' else 'ok' end as status,
            null::timestamptz as since,
            case when unreadable.views > 0 then 'views_unreadable' end as message_code,
            case
                when unreadable.views > 0
                    then jsonb_build_object(
                        'views', unreadable.views,
                        'example', unreadable.view,
                        'obstacle', jsonb_build_array(unreadable.obstacle)
                    )
            end as message_values
        from schemas
        left join unreadable on unreadable.schema = schemas.name
    )

select
    "check",
    subject,
    status,
    ops.say(message_code, message_values) as message,
    since,
    message_code,
    message_values
from judged;

comment on view ops.health_of_rights is 'Whether the role of the pages can read every view.';
comment on column ops.health_of_rights."check" is 'rights.';
comment on column ops.health_of_rights.subject is 'Name of the schema.';
comment on column ops.health_of_rights.status is 'ok; error: some view cannot be read.';
comment on column ops.health_of_rights.message is 'What is wrong; null: nothing.';
comment on column ops.health_of_rights.since is 'Always null: rights keep no record.';
comment on column ops.health_of_rights.message_code is 'What is wrong, as a code of ops.sentences; null: nothing, or in words of the log.';
comment on column ops.health_of_rights.message_values is 'What the sentence of that code says it with.';
