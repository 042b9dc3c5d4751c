-- analytics.dashboard_metrics_from_rollup (function)
-- Question: what do the stored hours say about a period, with the open hour live?
-- Grain:    one row
-- Reads:    analytics.present, analytics.hourly_readings, analytics.hourly_measurements
-- Traps:    open_hour is the last hour of the period, which is read from the raw rows; means are weighted by their readings;
--           one plan for all periods, since making a plan takes longer than following it; it looks up the sessions of
--           the open hour's readings one by one, for they are few, whatever a plan for any period may expect
create function analytics.dashboard_metrics_from_rollup(school text, since timestamptz, open_hour timestamptz)
returns table (
    total_sessions bigint, active_teachers bigint, total_students bigint, avg_participation double precision,
    avg_quality double precision, total_errors bigint, avg_latency double precision
)
language plpgsql stable
set plan_cache_mode = 'force_generic_plan'
set enable_hashjoin = off
set enable_mergejoin = off
as $$
begin
    return query
    with
        readings as (
            select
                stored.participation_rate_sum,
                stored.participation_rate_readings,
                stored.session_quality_sum,
                stored.session_quality_readings,
                stored.latency_ms_sum,
                stored.latency_ms_readings,
                stored.errors
            from analytics.hourly_readings as stored
            where stored.metric_hour >= since and stored.metric_hour < open_hour
                and (school is null or stored.school_id = school)
            union all
            select
                live.participation_rate_sum,
                live.participation_rate_readings,
                live.session_quality_sum,
                live.session_quality_readings,
                live.latency_ms_sum,
                live.latency_ms_readings,
                live.errors
            from analytics.hourly_measurements(
                open_hour, open_hour + interval '1 hour', case when school is not null then array[school] end
            ) as live
        ),

        measured as (
            select
                sum(participation_rate_sum) / nullif(sum(participation_rate_readings), 0) as participation,
                sum(session_quality_sum) / nullif(sum(session_quality_readings), 0) as quality,
                coalesce(sum(errors), 0)::bigint as errors,
                sum(latency_ms_sum) / nullif(sum(latency_ms_readings), 0) as latency
            from readings
        )

    select
        present.sessions,
        present.teachers,
        present.students,
        measured.participation,
        measured.quality,
        measured.errors,
        measured.latency
    from analytics.present(school, since, open_hour + interval '1 hour') as present
    cross join measured;
end;
$$;

comment on function analytics.dashboard_metrics_from_rollup(text, timestamptz, timestamptz) is
    'Figures of one school (null: of all) from the stored hours, and the open hour from the raw rows.';
