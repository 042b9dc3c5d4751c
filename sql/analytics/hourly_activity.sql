-- analytics.hourly_activity (function)
-- Question: how many sessions, teachers, students and groups were active in each school and hour?
-- Grain:    one row per school_id, metric_hour of [since, until); hours without anything included
-- Reads:    classwaves.schools, classwaves.sessions, analytics.active_stretches, analytics.hour_of
-- Traps:    whoever is active for thousands of hours costs two rows, one where it begins and one where it ends, which are
--           summed up along the hours; schools null means all;
--           possible_only as in analytics.active_sessions
create function analytics.hourly_activity(
    since timestamptz, until timestamptz, schools text[] default null, possible_only boolean default false
)
returns table (
    school_id text, metric_hour timestamptz, sessions_active integer, sessions_completed integer,
    teachers_active integer, students_active integer, total_groups integer, ready_groups integer
)
language sql stable
begin atomic
    with
        steps as (
            select
                stretches.school_id,
                step.metric_hour,
                sum(step.change) filter (where stretches.kind = 'session') as sessions,
                sum(step.change) filter (where stretches.kind = 'teacher') as teachers,
                sum(step.change) filter (where stretches.kind = 'student') as students,
                sum(step.change) filter (where stretches.kind = 'group') as groups,
                sum(step.change) filter (where stretches.kind = 'ready') as ready
            from analytics.active_stretches(since, until, schools, possible_only) as stretches
            cross join lateral (
                values (stretches.first_hour, 1), (stretches.last_hour + interval '1 hour', -1)
            ) as step (metric_hour, change)
            group by stretches.school_id, step.metric_hour
        ),

        completed as (
            select
                session.school_id,
                analytics.hour_of(session.ended_at) as metric_hour,
                count(*)::integer as sessions
            from classwaves.sessions as session
            where
                session.ended_at >= since
                and session.ended_at < until
                and (schools is null or session.school_id = any(schools))
            group by session.school_id, analytics.hour_of(session.ended_at)
        )

    select
        school.id as school_id,
        clock.metric_hour,
        coalesce(sum(steps.sessions) over so_far, 0)::integer as sessions_active,
        coalesce(completed.sessions, 0) as sessions_completed,
        coalesce(sum(steps.teachers) over so_far, 0)::integer as teachers_active,
        coalesce(sum(steps.students) over so_far, 0)::integer as students_active,
        coalesce(sum(steps.groups) over so_far, 0)::integer as total_groups,
        coalesce(sum(steps.ready) over so_far, 0)::integer as ready_groups
    from classwaves.schools as school
    cross join lateral generate_series(since, until - interval '1 hour', interval '1 hour') as clock (metric_hour)
    left join steps on steps.school_id = school.id and steps.metric_hour = clock.metric_hour
    left join completed on completed.school_id = school.id and completed.metric_hour = clock.metric_hour
    where schools is null or school.id = any(schools)
    window so_far as (partition by school.id order by clock.metric_hour);
end;

comment on function analytics.hourly_activity(timestamptz, timestamptz, text[], boolean) is
    'Sessions, teachers, students and groups that were active in each school and hour from since to before until.';
