-- analytics.health_of_events (view)
-- Question: does the log of events grow while classrooms are at work?
-- Grain:    one row per check: session_events_table, event_insertion_rate
-- Reads:    analytics.session_events, classwaves.sessions, ops.sync_rejects, ops.as_of, ops.say
-- Traps:    a silent log is a fault only when a session has started within the hour; refused events are the source's fault,
--           which the quarantine tells
create view analytics.health_of_events as
with
    known as (
        select
            (select max(session_events.created_at) from analytics.session_events) as newest_at,
            (
                select count(*) from analytics.session_events
                where
                    session_events.created_at > ops.as_of() - interval '1 hour'
                    and session_events.created_at <= ops.as_of()
            ) as events,
            (
                select count(*) from classwaves.sessions
                where sessions.started_at > ops.as_of() - interval '1 hour' and sessions.started_at <= ops.as_of()
            ) as started,
            (
                select count(*) from ops.sync_rejects
                where sync_rejects.source = 'classwaves' and sync_rejects."table" = 'analytics.session_events'
            ) as rejected
    ),

    said as (
        select
            'session_events_table' as "check",
            'ok' as status,
            case
                when newest_at is null and rejected > 0 then 'no_events_but_refused'
                when newest_at is null then 'no_events'
                when rejected > 0 then 'newest_event_and_refused'
                else 'newest_event'
            end as detail_code,
            jsonb_strip_nulls(jsonb_build_object('stored_at', newest_at, 'refused', nullif(rejected, 0))) as detail_values
        from known
        union all
        select
            'event_insertion_rate' as "check",
            case when started > 0 and events = 0 then 'degraded' else 'ok' end as status,
            'events_within_the_hour' as detail_code,
            jsonb_build_object('events', events, 'sessions', started) as detail_values
        from known
    )

select
    "check",
    status,
    ops.say(detail_code, detail_values) as detail,
    detail_code,
    detail_values
from said;

comment on view analytics.health_of_events is 'Whether the log of events grows.';
comment on column analytics.health_of_events."check" is 'session_events_table or event_insertion_rate.';
comment on column analytics.health_of_events.status is 'ok, degraded or down.';
comment on column analytics.health_of_events.detail is 'What was found, in a sentence.';
comment on column analytics.health_of_events.detail_code is 'What was found, as a code of ops.sentences.';
comment on column analytics.health_of_events.detail_values is 'What the sentence of that code says it with.';
