-- analytics.sessions_open_too_long (function)
-- Question: which sessions of a period were open for longer than a lesson can be?
-- Grain:    one row per session, in one school or in all
-- Reads:    classwaves.sessions, analytics.is_open_too_long, analytics.hour_of, ops.as_of
-- Traps:    the condition on the difference repeats sessions_open_too_long_idx, which holds the few that can be meant;
--           hours are cut to the period
create function analytics.sessions_open_too_long(school text, since timestamptz, until timestamptz)
returns table (
    session_id text, school_id text, teacher_id text, first_hour timestamptz, last_hour timestamptz
)
language sql stable
begin atomic
    select
        session.id as session_id,
        session.school_id,
        session.teacher_id,
        greatest(analytics.hour_of(session.started_at), since) as first_hour,
        least(analytics.hour_of(session.ended_at), until - interval '1 hour') as last_hour
    from classwaves.sessions as session
    where
        (
            session.ended_at is null
            or session.ended_at at time zone 'UTC' > session.started_at at time zone 'UTC' + interval '24 hours'
        )
        and analytics.is_open_too_long(session.started_at, session.ended_at, (select ops.as_of()))
        and session.started_at < until
        and (session.ended_at is null or session.ended_at >= since)
        and (sessions_open_too_long.school is null or session.school_id = sessions_open_too_long.school);
end;

comment on function analytics.sessions_open_too_long(text, timestamptz, timestamptz) is
    'Sessions that were active from since to before until and open for more than 24 hours, with their hours in between.';
