-- analytics.dashboard_metrics_from_source (function)
-- Question: what do the raw rows say about a period?
-- Grain:    one row
-- Reads:    classwaves.sessions, classwaves.session_metrics, classwaves.participants, analytics.active_sessions,
--           analytics.hour_of, analytics.rate_on_scale, analytics.score_on_scale, analytics.time_on_scale
-- Traps:    since and until are full hours; the same rules as the stored hours, from the raw rows alone
create function analytics.dashboard_metrics_from_source(school text, since timestamptz, until timestamptz)
returns table (
    total_sessions bigint, active_teachers bigint, total_students bigint, avg_participation double precision,
    avg_quality double precision, total_errors bigint, avg_latency double precision
)
language sql stable
begin atomic
    with
        active as materialized (
            select
                session_id,
                teacher_id,
                greatest(first_hour, since) as first_hour,
                least(last_hour, until - interval '1 hour') as last_hour
            from analytics.active_sessions(since, until)
            where school is null or school_id = school
        )

    select
        (select count(*) from active) as total_sessions,
        (select count(distinct teacher_id) from active) as active_teachers,
        (
            select count(distinct participant.student_id)
            from active
            inner join classwaves.participants as participant on participant.session_id = active.session_id
            where
                greatest(active.first_hour, analytics.hour_of(participant.joined_at))
                <= least(active.last_hour, analytics.hour_of(participant.left_at))
        ) as total_students,
        avg(analytics.rate_on_scale(reading.participation_rate)) as avg_participation,
        avg(analytics.score_on_scale(reading.session_quality)) as avg_quality,
        coalesce(sum(reading.errors), 0)::bigint as total_errors,
        avg(analytics.time_on_scale(reading.latency_ms)) as avg_latency
    from classwaves.session_metrics as reading
    inner join classwaves.sessions as session on session.id = reading.session_id
    where
        reading.measured_at >= since
        and reading.measured_at < until
        and (school is null or session.school_id = school);
end;

comment on function analytics.dashboard_metrics_from_source(text, timestamptz, timestamptz) is
    'Figures of one school (null: of all) from the raw rows of the hours from since to before until.';
