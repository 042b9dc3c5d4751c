-- analytics.active_stretches (function)
-- Question: from which hour to which was each session, teacher, student and group active in a range of hours?
-- Grain:    one row per unbroken stretch of a session, teacher, student or group in [since, until)
-- Reads:    classwaves.participants, classwaves.session_groups, analytics.active_sessions, analytics.hour_of
-- Traps:    stretches of the same teacher or student in a school are merged, so that nobody overlaps with himself; a group
--           counts from when it was made, and is ready once it is both made and ready; schools null means all;
--           possible_only as in analytics.active_sessions
create function analytics.active_stretches(
    since timestamptz, until timestamptz, schools text[] default null, possible_only boolean default false
)
returns table (kind text, school_id text, first_hour timestamptz, last_hour timestamptz)
language sql stable
begin atomic
    with
        active as materialized (
            select
                session_id,
                school_id,
                teacher_id,
                greatest(first_hour, since) as first_hour,
                least(last_hour, until - interval '1 hour') as last_hour
            from analytics.active_sessions(since, until, possible_only)
            where schools is null or school_id = any(schools)
        ),

        stays as (
            select
                active.school_id,
                participant.student_id,
                greatest(active.first_hour, analytics.hour_of(participant.joined_at)) as first_hour,
                least(active.last_hour, analytics.hour_of(participant.left_at)) as last_hour
            from active
            inner join classwaves.participants as participant on participant.session_id = active.session_id
        ),

        merged as (
            select
                'teacher' as kind,
                school_id,
                range_agg(tstzrange(first_hour, last_hour + interval '1 hour')) as hours
            from active
            group by school_id, teacher_id
            union all
            select
                'student' as kind,
                school_id,
                range_agg(tstzrange(first_hour, last_hour + interval '1 hour')) as hours
            from stays
            where first_hour <= last_hour
            group by school_id, student_id
        )

    select
        'session' as kind,
        school_id,
        first_hour,
        last_hour
    from active
    union all
    select
        merged.kind,
        merged.school_id,
        lower(stretch.hours) as first_hour,
        upper(stretch.hours) - interval '1 hour' as last_hour
    from merged
    cross join lateral unnest(merged.hours) as stretch (hours)
    union all
    select
        made.kind,
        active.school_id,
        greatest(active.first_hour, made.first_hour) as first_hour,
        active.last_hour
    from active
    inner join classwaves.session_groups as session_group on session_group.session_id = active.session_id
    cross join lateral (
        values
        ('group', analytics.hour_of(session_group.created_at)),
        (
            'ready',
            case
                when session_group.ready_at is not null
                    then analytics.hour_of(greatest(session_group.created_at, session_group.ready_at))
            end
        )
    ) as made (kind, first_hour)
    where made.first_hour <= active.last_hour;
end;

comment on function analytics.active_stretches(timestamptz, timestamptz, text[], boolean) is
    'First and last hour of all that was active from since to before until: sessions, teachers, students, groups, ready groups.';
