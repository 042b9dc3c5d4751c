-- analytics.note_groups (function)
-- Question: which hours do groups touch?
-- Grain:    writes analytics.changed_hours
-- Reads:    classwaves.sessions, analytics.changed_hours, analytics.hour_of
-- Writes:   analytics.changed_hours
-- Traps:    a group counts from when it was made for as long as its session is active
create function analytics.note_groups(sessions text[], made timestamptz[]) returns void
language sql volatile
begin atomic
    insert into analytics.changed_hours (school_id, first_hour, last_hour)
    select distinct
        session.school_id,
        greatest(analytics.hour_of(session.started_at), analytics.hour_of(made_group.created_at)) as first_hour,
        coalesce(analytics.hour_of(session.ended_at), 'infinity') as last_hour
    from unnest(sessions, made) as made_group (session_id, created_at)
    inner join classwaves.sessions as session on session.id = made_group.session_id
    where session.started_at is not null;
end;

comment on function analytics.note_groups(text[], timestamptz[]) is
    'Notes the hours of groups that were written or taken away.';
