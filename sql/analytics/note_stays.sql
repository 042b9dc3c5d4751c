-- analytics.note_stays (function)
-- Question: which hours and students do stays of participants touch?
-- Grain:    writes analytics.changed_hours and analytics.changed_presence
-- Reads:    classwaves.sessions, analytics.changed_hours, analytics.changed_presence, analytics.hour_of
-- Writes:   analytics.changed_hours, analytics.changed_presence
-- Traps:    a stay counts only while its session is active, which the session's own changes see to
create function analytics.note_stays(
    sessions text[], students text[], joined timestamptz[], departed timestamptz[]
) returns void
language sql volatile
begin atomic
    insert into analytics.changed_hours (school_id, first_hour, last_hour)
    select distinct
        session.school_id,
        greatest(analytics.hour_of(session.started_at), analytics.hour_of(stay.joined_at)) as first_hour,
        least(coalesce(analytics.hour_of(session.ended_at), 'infinity'), analytics.hour_of(stay.left_at)) as last_hour
    from unnest(sessions, joined, departed) as stay (session_id, joined_at, left_at)
    inner join classwaves.sessions as session on session.id = stay.session_id
    where session.started_at is not null;
    insert into analytics.changed_presence (kind, school_id, entity)
    select distinct
        'student' as kind,
        session.school_id,
        stay.student_id
    from unnest(sessions, students) as stay (session_id, student_id)
    inner join classwaves.sessions as session on session.id = stay.session_id
    where session.started_at is not null;
end;

comment on function analytics.note_stays(text[], text[], timestamptz[], timestamptz[]) is
    'Notes the hours and the students of stays that were written or taken away.';
