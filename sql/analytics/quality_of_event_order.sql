-- analytics.quality_of_event_order (view)
-- Question: where is a session's log of events out of sequence?
-- Grain:    one row per key with at least one finding
-- Reads:    classwaves.session_events
-- Traps:    all events that share a number are reported, of a gap the event after it (the first of a log has a gap
--           before it when its number is above 1); what is missing at the end of a log cannot be seen
create view analytics.quality_of_event_order as
with
    -- The index holds every column and this order, so that neither rows nor a sort are needed.
    neighbours as (
        select
            session_id,
            sequence,
            event_time,
            sequence - lag(sequence) over in_order as step,
            event_time < lag(event_time) over in_order as decreasing_time
        from classwaves.session_events
        window in_order as (partition by session_id order by sequence, event_time)
    ),

    broken as (
        select
            session_id,
            sequence,
            bool_or(coalesce(step, sequence) > 1) as gap,
            bool_or(step = 0) as duplicate_sequence,
            min(event_time) filter (where decreasing_time) as decreasing_time_at
        from neighbours
        where coalesce(step, sequence) > 1 or step = 0 or decreasing_time
        group by session_id, sequence
    )

select
    'session_events' as "table",
    event.id as key,
    array_remove(array[
        case when broken.gap then 'gap' end,
        case when broken.duplicate_sequence then 'duplicate_sequence' end,
        case when event.event_time = broken.decreasing_time_at then 'decreasing_time' end
    ], null) as checks
from broken
-- Few are broken: looking each up beats a join, which would read the whole log (`order by` keeps it from becoming one).
cross join lateral (
    select
        id,
        event_time
    from classwaves.session_events
    where session_id = broken.session_id and sequence = broken.sequence
    order by id
) as event;

comment on view analytics.quality_of_event_order is 'Events that stand out of sequence in the log of their session.';
comment on column analytics.quality_of_event_order."table" is 'Raw table.';
comment on column analytics.quality_of_event_order.key is 'Id of the row.';
comment on column analytics.quality_of_event_order.checks is 'Names of the checks that it fails, as in analytics.quality_checks.';
