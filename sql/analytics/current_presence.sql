-- analytics.current_presence (view)
-- Question: in which unbroken stretches of hours was each session, teacher and student active?
-- Grain:    one row per kind, school_id, entity, first_hour
-- Reads:    classwaves.sessions, classwaves.participants, analytics.hour_of
-- Traps:    what analytics.presence must hold; students only count inside active sessions; teachers and students are told
--           apart per school; conditions on kind, school_id and entity reach the raw rows' indexes; whoever comes at
--           infinity was in no hour, since that range is empty
create view analytics.current_presence as
with
    active as (
        select
            id,
            school_id,
            teacher_id,
            analytics.hour_of(started_at) as first_hour,
            coalesce(analytics.hour_of(ended_at), 'infinity') as last_hour
        from classwaves.sessions
        where
            started_at is not null
            and (ended_at is null or analytics.hour_of(ended_at) >= analytics.hour_of(started_at))
    ),

    stays as (
        select
            'session' as kind,
            school_id,
            id as entity,
            first_hour,
            last_hour
        from active
        union all
        select
            'teacher' as kind,
            school_id,
            teacher_id as entity,
            first_hour,
            last_hour
        from active
        union all
        select
            'student' as kind,
            active.school_id,
            participant.student_id as entity,
            greatest(active.first_hour, analytics.hour_of(participant.joined_at)) as first_hour,
            least(active.last_hour, analytics.hour_of(participant.left_at)) as last_hour
        from classwaves.participants as participant
        inner join active on active.id = participant.session_id
        where
            greatest(active.first_hour, analytics.hour_of(participant.joined_at))
            <= least(active.last_hour, analytics.hour_of(participant.left_at))
    ),

    merged as (
        select
            kind,
            school_id,
            entity,
            range_agg(tstzrange(first_hour, last_hour + interval '1 hour')) as hours
        from stays
        group by kind, school_id, entity
    )

select
    merged.kind,
    merged.school_id,
    merged.entity,
    lower(stretch.hours) as first_hour,
    upper(stretch.hours) - interval '1 hour' as last_hour
from merged
cross join lateral unnest(merged.hours) as stretch (hours);

comment on view analytics.current_presence is 'Unbroken stretches of active hours, computed from the raw rows.';
comment on column analytics.current_presence.kind is 'session, teacher or student.';
comment on column analytics.current_presence.school_id is 'The school.';
comment on column analytics.current_presence.entity is 'Id of the session, the teacher or the student (a pseudonym).';
comment on column analytics.current_presence.first_hour is 'First hour of the stretch.';
comment on column analytics.current_presence.last_hour is 'Last hour of the stretch; infinity while it has no end.';
