-- analytics.health_of_events (view)
-- Question: does the log of events grow while classrooms are at work?
-- Grain:    one row per check: session_events_table, event_insertion_rate
-- Reads:    analytics.session_events, classwaves.sessions, ops.sync_rejects, ops.as_of
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
    )

select
    'session_events_table' as "check",
    'ok' as status,
    case
        when newest_at is null then 'There are no events yet.'
        else 'Newest event stored ' || to_char(newest_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') || ' UTC.'
    end
    || case when rejected > 0 then ' Refused, because their place in a log was taken: ' || rejected || '.' else '' end
    as detail
from known
union all
select
    'event_insertion_rate' as "check",
    case when started > 0 and events = 0 then 'degraded' else 'ok' end as status,
    events || ' events stored within the hour; sessions that started within it: ' || started || '.' as detail
from known;

comment on view analytics.health_of_events is 'Whether the log of events grows.';
comment on column analytics.health_of_events."check" is 'session_events_table or event_insertion_rate.';
comment on column analytics.health_of_events.status is 'ok, degraded or down.';
comment on column analytics.health_of_events.detail is 'What was found, in a sentence.';
