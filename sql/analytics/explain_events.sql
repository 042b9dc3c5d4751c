-- analytics.explain_events (function)
-- Question: why were these events not stored: were they here, or is their key or number another's?
-- Grain:    one row per place of the list, from 0
-- Reads:    analytics.session_events
-- Traps:    asked in a statement after the one that stored, so that it sees what was in the way
create function analytics.explain_events(events jsonb)
returns table (place integer, status text, id text, field text, message text)
language sql stable
begin atomic
    with
        given as (
            select
                (listed.event ->> 'place')::integer as place,
                listed.event ->> 'session_id' as session_id,
                listed.event ->> 'event_type' as event_type,
                (listed.event ->> 'event_time')::timestamptz as event_time,
                (listed.event ->> 'sequence')::bigint as sequence,
                listed.event -> 'payload' as payload,
                listed.event ->> 'idempotency_key' as idempotency_key
            from jsonb_array_elements(events) as listed (event)
        ),

        compared as (
            select
                given.place,
                same_place.id,
                coalesce(
                    same_place.event_type = given.event_type
                    and same_place.event_time = given.event_time
                    and same_place.payload = given.payload,
                    false
                ) as says_the_same,
                coalesce(same_key.id <> coalesce(same_place.id, ''), false) as key_is_taken
            from given
            left join analytics.session_events as same_place
                on same_place.session_id = given.session_id and same_place.sequence = given.sequence
            left join analytics.session_events as same_key on same_key.idempotency_key = given.idempotency_key
        )

    select
        place,
        case when says_the_same and not key_is_taken then 'duplicate' else 'rejected' end as status,
        id,
        case when key_is_taken then 'idempotency_key' when not says_the_same then 'sequence' end as field,
        case
            when key_is_taken then 'Another event came with this key.'
            when not says_the_same then 'Another event of the session has this number.'
        end as message
    from compared;
end;

comment on function analytics.explain_events(jsonb) is 'Whether events that were not stored are duplicates, or collide with others.';
