-- ops.health_of_sources (view)
-- Question: is each source fresh enough, and did its newest sync work?
-- Grain:    one row per source that a sync was asked for
-- Reads:    ops.say, ops.source_freshness
-- Traps:    a source that was never asked for is not here: nobody misses it
create view ops.health_of_sources as
with
    judged as (
        select
            'source' as "check",
            source as subject,
            case
                when state = 'stale' then 'error'
                when state <> 'fresh' or not validated or message is not null then 'warning'
                else 'ok'
            end as status,
            message,
            fresh_at as since,
            case
                when state = 'never' then 'never_validated'
                when state <> 'fresh' then 'data_are_old'
                when not validated then 'newest_sync_not_validated'
            end as message_code,
            jsonb_build_object() as message_values
        from ops.source_freshness
    )

select
    "check",
    subject,
    status,
    coalesce(ops.say(message_code, message_values), message) as message,
    since,
    message_code,
    message_values
from judged;

comment on view ops.health_of_sources is 'Whether each source is fresh enough and its newest sync validated.';
comment on column ops.health_of_sources."check" is 'source.';
comment on column ops.health_of_sources.subject is 'Name of the source.';
comment on column ops.health_of_sources.status is 'ok; warning: late, never, not validated, or gone back in time; error: stale.';
comment on column ops.health_of_sources.message is 'What is wrong; null: nothing.';
comment on column ops.health_of_sources.since is 'From when its data are; null: never.';
comment on column ops.health_of_sources.message_code is 'What is wrong, as a code of ops.sentences; null: nothing, or in words of the log.';
comment on column ops.health_of_sources.message_values is 'What the sentence of that code says it with.';
