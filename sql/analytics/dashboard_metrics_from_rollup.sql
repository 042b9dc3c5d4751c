-- analytics.dashboard_metrics_from_rollup (function)
-- Question: what do the stored hours say about a period, with the open hour live?
-- Grain:    one row
-- Reads:    analytics.present, analytics.hourly_readings, analytics.hourly_measurements
-- Traps:    open_hour is the last hour of the period, which is read from the raw rows; means are weighted by their readings
create function analytics.dashboard_metrics_from_rollup(school text, since timestamptz, open_hour timestamptz)
returns table (
    total_sessions bigint, active_teachers bigint, total_students bigint, avg_participation double precision,
    avg_quality double precision, total_errors bigint, avg_latency double precision
)
language sql stable
begin atomic
    with
        readings as (
            select
                participation_rate_sum,
                participation_rate_readings,
                session_quality_sum,
                session_quality_readings,
                latency_ms_sum,
                latency_ms_readings,
                errors
            from analytics.hourly_readings
            where metric_hour >= since and metric_hour < open_hour and (school is null or school_id = school)
            union all
            select
                participation_rate_sum,
                participation_rate_readings,
                session_quality_sum,
                session_quality_readings,
                latency_ms_sum,
                latency_ms_readings,
                errors
            from analytics.hourly_measurements(
                open_hour, open_hour + interval '1 hour', case when school is not null then array[school] end
            )
        ),

        measured as (
            select
                sum(participation_rate_sum) / nullif(sum(participation_rate_readings), 0) as avg_participation,
                sum(session_quality_sum) / nullif(sum(session_quality_readings), 0) as avg_quality,
                coalesce(sum(errors), 0)::bigint as total_errors,
                sum(latency_ms_sum) / nullif(sum(latency_ms_readings), 0) as avg_latency
            from readings
        )

    select
        present.sessions as total_sessions,
        present.teachers as active_teachers,
        present.students as total_students,
        measured.avg_participation,
        measured.avg_quality,
        measured.total_errors,
        measured.avg_latency
    from analytics.present(school, since, open_hour + interval '1 hour') as present
    cross join measured;
end;

comment on function analytics.dashboard_metrics_from_rollup(text, timestamptz, timestamptz) is
    'Figures of one school (null: of all) from the stored hours, and the open hour from the raw rows.';
