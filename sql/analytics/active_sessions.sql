-- analytics.active_sessions (function)
-- Question: which sessions were active in a range of hours, and from which hour to which?
-- Grain:    one row per session_id that was active in at least one hour of [since, until)
-- Reads:    classwaves.sessions, analytics.is_open_too_long, analytics.hour_of, ops.as_of
-- Traps:    whole hours: a session is active in the hour in which it starts and in the one in which it ends, 10:00
--           sharp included; one that ended in an hour before that of its start never was; one without an end is for
--           ever; the range condition repeats sessions_active_idx to the letter, so that it is used;
--           possible_only leaves out what was open too long, as pages do and the rollup does not
create function analytics.active_sessions(
    since timestamptz, until timestamptz, possible_only boolean default false
) returns table (
    session_id text, school_id text, teacher_id text, first_hour timestamptz, last_hour timestamptz
)
language sql stable parallel safe
begin atomic
    select
        session.id as session_id,
        session.school_id,
        session.teacher_id,
        analytics.hour_of(session.started_at) as first_hour,
        coalesce(analytics.hour_of(session.ended_at), 'infinity') as last_hour
    from classwaves.sessions as session
    where
        session.started_at is not null
        and tstzrange(
            session.started_at,
            case when session.ended_at is not null then greatest(session.started_at, session.ended_at) end,
            '[]'
        ) && tstzrange(since, until, '[)')
        and session.started_at < until
        and (session.ended_at is null or session.ended_at >= since)
        and (session.ended_at is null or analytics.hour_of(session.ended_at) >= analytics.hour_of(session.started_at))
        and not (
            possible_only
            and analytics.is_open_too_long(session.started_at, session.ended_at, (select ops.as_of()))
        );
end;

comment on function analytics.active_sessions(timestamptz, timestamptz, boolean) is
    'Sessions that were active in at least one of the hours from since to before until, with their first and last active hour.';
