-- ops.health_of_identities (view)
-- Question: did the facts add up to what their rows say, when they were checked last?
-- Grain:    one row per source that was checked
-- Reads:    ops.self_check, ops.identities, ops.say
-- Traps:    a source that was never synced, or whose facts had yet to follow its rows, has not been checked and is not here
create view ops.health_of_identities as
with
    disagreeing as (
        select
            source,
            jsonb_agg(distinct fact) as facts
        from ops.identities
        where difference <> 0
        group by source
    ),

    judged as (
        select
            'identities' as "check",
            self_check.source as subject,
            case when disagreeing.facts is not null or self_check.state = 'failed' then 'error' else 'ok' end as status,
            self_check.message,
            self_check.checked_at as since,
            case when disagreeing.facts is not null then 'identities_disagree' end as message_code,
            case when disagreeing.facts is not null then jsonb_build_object('facts', disagreeing.facts) end as message_values
        from ops.self_check
        left join disagreeing on disagreeing.source = self_check.source
        where self_check.state in ('checked', 'failed')
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

comment on view ops.health_of_identities is 'Whether facts added up to what their rows say when they were checked last.';
comment on column ops.health_of_identities."check" is 'identities.';
comment on column ops.health_of_identities.subject is 'Name of the source.';
comment on column ops.health_of_identities.status is 'ok; error: some sum disagrees, or could not be asked.';
comment on column ops.health_of_identities.message is 'What is wrong; null: nothing.';
comment on column ops.health_of_identities.since is 'Moment of the newest check.';
comment on column ops.health_of_identities.message_code is 'What is wrong, as a code of ops.sentences; null: nothing, or in words of the log.';
comment on column ops.health_of_identities.message_values is 'What the sentence of that code says it with.';
