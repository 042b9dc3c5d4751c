-- analytics.judge_events (function)
-- Question: which of these events may not enter the log, and why?
-- Grain:    one row per refused place of the list, from 0
-- Reads:    analytics.event_types, classwaves.sessions
-- Traps:    clocks may be five seconds apart; the shape of an event is the API's business, its meaning is judged here
create function analytics.judge_events(events jsonb) returns table (place integer, field text, message text)
language sql stable
begin atomic
    with
        given as (
            select
                (listed.ordinality - 1)::integer as place,
                listed.event ->> 'session_id' as session_id,
                listed.event ->> 'event_type' as event_type,
                (listed.event ->> 'event_time')::timestamptz as event_time,
                (listed.event ->> 'sequence')::bigint as sequence,
                listed.event -> 'payload' as payload
            from jsonb_array_elements(events) with ordinality as listed (event, ordinality)
        ),

        found as (
            select
                given.place,
                1 as weight,
                'event_type' as field,
                format(
                    '%s is no type of event; there are: %s.',
                    given.event_type,
                    (select string_agg(event_types.event_type, ', ') from analytics.event_types)
                ) as message
            from given
            where not exists (select 1 from analytics.event_types where event_types.event_type = given.event_type)
            union all
            select
                given.place,
                2 as weight,
                'session_id' as field,
                format('There is no session %s.', given.session_id) as message
            from given
            where not exists (select 1 from classwaves.sessions where sessions.id = given.session_id)
            union all
            select
                given.place,
                3 as weight,
                'event_time' as field,
                'The event lies in the future.' as message
            from given
            where given.event_time > clock_timestamp() + interval '5 seconds'
            union all
            select
                given.place,
                4 as weight,
                'sequence' as field,
                'Numbers of a session''s log begin at 1.' as message
            from given
            where given.sequence < 1
            union all
            select
                given.place,
                5 as weight,
                'payload.' || entry.key as field,
                case
                    when entry.key = any(known_type.payload_keys) then 'A list or an object may not be kept.'
                    else format(
                        '%s may not be kept; of %s: %s.',
                        entry.key, given.event_type, array_to_string(known_type.payload_keys, ', ')
                    )
                end as message
            from given
            inner join analytics.event_types as known_type on known_type.event_type = given.event_type
            cross join lateral jsonb_each(given.payload) as entry
            where entry.key <> all(known_type.payload_keys) or jsonb_typeof(entry.value) in ('object', 'array')
        )

    select distinct on (place)
        place,
        field,
        message
    from found
    order by place, weight, field;
end;

comment on function analytics.judge_events(jsonb) is 'Why events may not enter the log, naming the field.';
