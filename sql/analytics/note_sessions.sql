-- analytics.note_sessions (function)
-- Question: which hours, sessions, teachers and students do sessions touch?
-- Grain:    writes analytics.changed_hours and analytics.changed_presence
-- Reads:    classwaves.participants, analytics.changed_hours, analytics.changed_presence, analytics.hour_of
-- Writes:   analytics.changed_hours, analytics.changed_presence
-- Traps:    each session as it was or as it is, under the school that it had or has; the hour of its end counts even if it
--           never started
create function analytics.note_sessions(
    sessions text[], schools text[], teachers text[], started timestamptz[], ended timestamptz[]
) returns void
language sql volatile
begin atomic
    insert into analytics.changed_hours (school_id, first_hour, last_hour)
    select distinct
        touched.school_id,
        span.first_hour,
        span.last_hour
    from unnest(schools, started, ended) as touched (school_id, started_at, ended_at)
    cross join lateral (
        values
        (analytics.hour_of(touched.started_at), coalesce(analytics.hour_of(touched.ended_at), 'infinity')),
        (analytics.hour_of(touched.ended_at), analytics.hour_of(touched.ended_at))
    ) as span (first_hour, last_hour)
    where span.first_hour <= span.last_hour;
    insert into analytics.changed_presence (kind, school_id, entity)
    select
        'session' as kind,
        touched.school_id,
        touched.session_id
    from unnest(sessions, schools) as touched (session_id, school_id)
    union
    select
        'teacher' as kind,
        touched.school_id,
        touched.teacher_id
    from unnest(schools, teachers) as touched (school_id, teacher_id)
    union
    select
        'student' as kind,
        touched.school_id,
        participant.student_id
    from unnest(sessions, schools) as touched (session_id, school_id)
    inner join classwaves.participants as participant on participant.session_id = touched.session_id;
end;

comment on function analytics.note_sessions(text[], text[], text[], timestamptz[], timestamptz[]) is
    'Notes the hours and everybody whose presence depends on sessions that were written or taken away.';
