-- analytics.quality_of_events (view)
-- Question: which events of the sources' log break an assumption of the rules, each by itself, and how?
-- Grain:    one row per key with at least one finding
-- Reads:    classwaves.session_events, classwaves.sessions, analytics.event_types, analytics.horizon
-- Traps:    taking keys away from what is no object is an error, hence `case`; the keys of an unknown type are not
--           looked at
create view analytics.quality_of_events as
with
    checked as (
        select
            event.id as key,
            event.created_at is null as missing_date,
            known_type.event_type is null as unknown_type,
            event.sequence < 1 as sequence_out_of_range,
            event.teacher_id <> session.teacher_id as another_teacher,
            jsonb_typeof(event.payload) <> 'object' as payload_no_object,
            case
                when jsonb_typeof(event.payload) = 'object'
                    then event.payload - known_type.payload_keys <> '{}'
            end as payload_key,
            event.created_at < event.event_time as stored_before_it_happened,
            greatest(event.event_time, event.created_at) >= (select analytics.horizon()) as future_date,
            least(event.event_time, event.created_at) < timestamptz '2000-01-01 00:00+00' as impossible_date
        from classwaves.session_events as event
        inner join classwaves.sessions as session on session.id = event.session_id
        left join analytics.event_types as known_type on known_type.event_type = event.event_type
    )

select
    'session_events' as "table",
    key,
    array_remove(array[
        case when missing_date then 'missing_date' end,
        case when unknown_type then 'unknown_type' end,
        case when sequence_out_of_range then 'sequence_out_of_range' end,
        case when another_teacher then 'another_teacher' end,
        case when payload_no_object then 'payload_no_object' end,
        case when payload_key then 'payload_key' end,
        case when stored_before_it_happened then 'stored_before_it_happened' end,
        case when future_date then 'future_date' end,
        case when impossible_date then 'impossible_date' end
    ], null) as checks
from checked
-- As a number, because of numbers the planner expects few to be equal, and so plans for few findings.
where
    (
        missing_date or unknown_type or sequence_out_of_range or another_teacher or payload_no_object or payload_key
        or stored_before_it_happened or future_date or impossible_date
    )::integer = 1;

comment on view analytics.quality_of_events is 'Events that fail a check by themselves.';
comment on column analytics.quality_of_events."table" is 'Raw table.';
comment on column analytics.quality_of_events.key is 'Id of the row.';
comment on column analytics.quality_of_events.checks is 'Names of the checks that it fails, as in analytics.quality_checks.';
