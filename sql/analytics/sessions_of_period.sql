-- analytics.sessions_of_period (function)
-- Question: which sessions were active in a period?
-- Grain:    one row per session, those that started last first
-- Reads:    classwaves.sessions, classwaves.schools, classwaves.session_groups, classwaves.participants,
--           analytics.session_events, analytics.active_sessions, analytics.school_zones,
--           analytics.period
-- Traps:    the open hour and the hours - 1 before it; a session without an end is active for ever; missing events are
--           those whose numbers the log jumps over
create function analytics.sessions_of_period(school text, hours integer) returns table (
    session_id text, school_name text, teacher_id text, title text, started_at timestamptz, ended_at timestamptz,
    groups bigint, students bigint, events bigint, missing_events bigint, time_zone text
)
language sql stable
begin atomic
    select
        session.id as session_id,
        school.name as school_name,
        session.teacher_id,
        session.title,
        session.started_at,
        session.ended_at,
        made.groups,
        inside.students,
        logged.events,
        logged.missing_events,
        school_zones.time_zone
    from analytics.period(hours) as period
    cross join lateral analytics.active_sessions(period.since, period.until) as active
    inner join classwaves.sessions as session on session.id = active.session_id
    inner join classwaves.schools as school on school.id = session.school_id
    inner join analytics.school_zones on school_zones.school_id = session.school_id
    cross join lateral (
        select count(*) as groups
        from classwaves.session_groups
        where session_groups.session_id = session.id
    ) as made
    cross join lateral (
        select count(distinct participants.student_id) as students
        from classwaves.participants
        where participants.session_id = session.id
    ) as inside
    cross join lateral (
        select
            count(*) as events,
            coalesce(max(session_events.sequence) - count(*), 0) as missing_events
        from analytics.session_events
        where session_events.session_id = session.id
    ) as logged
    where sessions_of_period.school is null or session.school_id = sessions_of_period.school
    order by session.started_at desc, session.id
    limit 500;
end;

comment on function analytics.sessions_of_period(text, integer) is
    'The newest 500 sessions that were active in the open hour or in the hours before it, in one school or in all.';
