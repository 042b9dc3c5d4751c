-- ops.health_of_replicas (view)
-- Question: do the replicas that pages read from answer, and follow the warehouse?
-- Grain:    one row per replica that a server has asked within ten minutes
-- Reads:    ops.replica_state, ops.say
-- Traps:    a minute behind is a warning: a sync writes much at once, and a replica takes a moment to follow
create view ops.health_of_replicas as
with
    judged as (
        select
            'replica' as "check",
            name as subject,
            case
                when state = 'down' then 'error'
                when behind_seconds > 60 then 'warning'
                else 'ok'
            end as status,
            coalesce(has_data_of, asked_at) as since,
            case
                when state = 'down' then 'replica_down'
                when behind_seconds > 60 then 'replica_behind'
            end as message_code,
            jsonb_strip_nulls(jsonb_build_object('said', said, 'has_data_at', has_data_of)) as message_values
        from ops.replica_state
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

comment on view ops.health_of_replicas is 'Whether each replica that pages read from answers and follows the warehouse.';
comment on column ops.health_of_replicas."check" is 'replica.';
comment on column ops.health_of_replicas.subject is 'Host and port of the replica.';
comment on column ops.health_of_replicas.status is
    'ok; warning: more than a minute behind; error: it cannot be read from, and pages read elsewhere.';
comment on column ops.health_of_replicas.message is 'What is wrong; null: nothing.';
comment on column ops.health_of_replicas.since is 'Moment of the newest data that it has; where it has all, when it was asked.';
comment on column ops.health_of_replicas.message_code is 'What is wrong, as a code of ops.sentences; null: nothing.';
comment on column ops.health_of_replicas.message_values is 'What the sentence of that code says it with.';
