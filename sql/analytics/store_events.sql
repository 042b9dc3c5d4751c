-- analytics.store_events (function)
-- Question: what becomes of these events?
-- Grain:    writes analytics.session_events; returns one row per place of the list, from 0
-- Reads:    analytics.judge_events, analytics.session_events, classwaves.sessions
-- Writes:   analytics.session_events
-- Traps:    stored: it is new; duplicate: it was here, by its key or by its number, saying the same; rejected: it breaks a
--           rule, or its key or its number belongs to another event. Told twice, stored once, in any order and number of
--           processes: two unique constraints decide
create function analytics.store_events(events jsonb)
returns table (place integer, status text, id text, field text, message text)
language plpgsql as $$
#variable_conflict use_column
begin
    return query
    with
        refused as materialized (
            select judged.place, judged.field, judged.message from analytics.judge_events(events) as judged
        ),

        given as materialized (
            select
                (listed.ordinality - 1)::integer as place,
                gen_random_uuid()::text as id,
                listed.event ->> 'session_id' as session_id,
                coalesce(listed.event ->> 'teacher_id', session.teacher_id) as teacher_id,
                listed.event ->> 'event_type' as event_type,
                (listed.event ->> 'event_time')::timestamptz as event_time,
                (listed.event ->> 'sequence')::bigint as sequence,
                listed.event -> 'payload' as payload,
                listed.event ->> 'idempotency_key' as idempotency_key
            from jsonb_array_elements(events) with ordinality as listed (event, ordinality)
            inner join classwaves.sessions as session on session.id = listed.event ->> 'session_id'
            where not exists (select from refused where refused.place = listed.ordinality - 1)
        ),

        stored as (
            insert into analytics.session_events (
                id, session_id, teacher_id, event_type, event_time, sequence, payload, idempotency_key
            )
            select
                given.id,
                given.session_id,
                given.teacher_id,
                given.event_type,
                given.event_time,
                given.sequence,
                given.payload,
                given.idempotency_key
            from given
            -- In one order everywhere, so that writers of the same events wait for each other and never in a circle.
            order by given.session_id, given.sequence, given.place
            on conflict do nothing
            returning session_events.id
        )

    select
        given.place,
        case when stored.id is not null then 'stored' end,
        given.id,
        null::text,
        null::text
    from given
    left join stored on stored.id = given.id
    union all
    select refused.place, 'rejected', null, refused.field, refused.message from refused;
end;
$$;

comment on function analytics.store_events(jsonb) is
    'Stores those of a list of events that may enter the log and are not there; says for each what became of it, null: it '
    'was in the way of another, which analytics.explain_events explains.';
