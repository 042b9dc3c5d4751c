-- ops.health_of_facts (view)
-- Question: were the facts what the raw rows make of them, when they were last compared?
-- Grain:    one row per source whose facts were ever compared
-- Reads:    ops.say, ops.derived_object, ops.table_verification, ops.sort_key
-- Traps:    facts are verified under their name with its schema, raw tables under their name alone
create view ops.health_of_facts as
with
    schemas as (
        select distinct split_part(identity, '.', 1) as name
        from ops.derived_object
    ),

    compared as (
        select
            verified.source,
            max(verified.verified_at) as verified_at,
            jsonb_agg(verified."table" order by ops.sort_key(verified."table"))
                filter (where verified.state = 'differs') as differing,
            min(verified.message) as message
        from ops.table_verification as verified
        inner join schemas on schemas.name = split_part(verified."table", '.', 1) and verified."table" like '%.%'
        group by verified.source
    ),

    judged as (
        select
            'facts' as "check",
            source as subject,
            case when differing is not null or message is not null then 'error' else 'ok' end as status,
            message,
            verified_at as since,
            case when differing is not null then 'facts_differ' end as message_code,
            case when differing is not null then jsonb_build_object('facts', differing) end as message_values
        from compared
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

comment on view ops.health_of_facts is 'Whether facts equalled their rebuilt selves when they were last compared.';
comment on column ops.health_of_facts."check" is 'facts.';
comment on column ops.health_of_facts.subject is 'Name of the source.';
comment on column ops.health_of_facts.status is 'ok; error: some fact differed and was not mended, or could not be compared.';
comment on column ops.health_of_facts.message is 'What is wrong; null: nothing.';
comment on column ops.health_of_facts.since is 'Moment of the newest comparison.';
comment on column ops.health_of_facts.message_code is 'What is wrong, as a code of ops.sentences; null: nothing, or in words of the log.';
comment on column ops.health_of_facts.message_values is 'What the sentence of that code says it with.';
