-- analytics.session_timeline (function)
-- Question: what happened in a session, in which order, and where is something missing?
-- Grain:    one row per event of the session, in its order
-- Reads:    analytics.session_events
-- Traps:    by number, not by arrival or time; missing_before tells how many numbers lie between an event and the one before
create function analytics.session_timeline(session_id text) returns table (
    id text, session_id text, teacher_id text, event_type text, event_time timestamptz, sequence bigint, payload jsonb,
    created_at timestamptz, missing_before integer
)
language sql stable
begin atomic
    select
        event.id,
        event.session_id,
        event.teacher_id,
        event.event_type,
        event.event_time,
        event.sequence,
        event.payload,
        event.created_at,
        least(event.sequence - coalesce(lag(event.sequence) over in_order, 0) - 1, 2147483647)::integer as missing_before
    from analytics.session_events as event
    where event.session_id = $1
    window in_order as (order by event.sequence)
    order by event.sequence;
end;

comment on function analytics.session_timeline(text) is
    'The events of a session in their order, each with how many are missing right before it.';
