-- analytics.hours_of_period (function)
-- Question: what happened in each hour of a period, in one school or in all together?
-- Grain:    one row per metric_hour of the period, hours without anything included
-- Reads:    analytics.dashboard_metrics_hourly, analytics.hourly_metrics, analytics.rollup_covers,
--           analytics.sessions_open_too_long, analytics.period
-- Traps:    the open hour and the hours - 1 before it, as in analytics.dashboard_metrics; from the stored hours where they
--           cover the period, the open one from the raw rows; without sessions that were open too long: schools that have
--           one are computed from the raw rows; school null means all: a student of two schools at the same
--           hour counts in both
create function analytics.hours_of_period(school text, hours integer) returns table (
    metric_hour timestamptz, is_open boolean, sessions_active bigint, sessions_completed bigint, teachers_active bigint,
    students_active bigint, total_groups bigint, ready_groups bigint, total_prompts_generated bigint, total_prompts_used bigint,
    total_interventions bigint, total_alerts bigint,
    ai_analyses_completed bigint, total_transcription_minutes double precision, estimated_compute_cost double precision
)
language sql stable
begin atomic
    with
        period as materialized (
            select
                bounds.since,
                bounds.open_hour,
                case
                    when analytics.rollup_covers(bounds.since, bounds.open_hour) then bounds.open_hour
                    else bounds.since
                end as live_since
            from analytics.period(hours) as bounds
        ),

        affected as materialized (
            select array_agg(distinct too_long.school_id) as schools
            from period
            cross join lateral analytics.sessions_open_too_long(school, period.since, period.live_since) as too_long
            having count(*) > 0
        ),

        found as (
            select
                stored.metric_hour,
                stored.sessions_active,
                stored.sessions_completed,
                stored.teachers_active,
                stored.students_active,
                stored.total_groups,
                stored.ready_groups,
                stored.total_prompts_generated,
                stored.total_prompts_used,
                stored.total_interventions,
                stored.total_alerts,
                stored.ai_analyses_completed,
                stored.total_transcription_minutes,
                stored.estimated_compute_cost
            from analytics.dashboard_metrics_hourly as stored
            cross join period
            where
                stored.metric_hour >= period.since
                and stored.metric_hour < period.live_since
                and (school is null or stored.school_id = school)
                and not exists (select 1 from affected where stored.school_id = any(affected.schools))
            union all
            select
                recomputed.metric_hour,
                recomputed.sessions_active,
                recomputed.sessions_completed,
                recomputed.teachers_active,
                recomputed.students_active,
                recomputed.total_groups,
                recomputed.ready_groups,
                recomputed.total_prompts_generated,
                recomputed.total_prompts_used,
                recomputed.total_interventions,
                recomputed.total_alerts,
                recomputed.ai_analyses_completed,
                recomputed.total_transcription_minutes,
                recomputed.estimated_compute_cost
            from affected
            cross join period
            cross join lateral analytics.hourly_metrics(
                period.since, period.live_since, affected.schools, true
            ) as recomputed
            union all
            select
                live.metric_hour,
                live.sessions_active,
                live.sessions_completed,
                live.teachers_active,
                live.students_active,
                live.total_groups,
                live.ready_groups,
                live.total_prompts_generated,
                live.total_prompts_used,
                live.total_interventions,
                live.total_alerts,
                live.ai_analyses_completed,
                live.total_transcription_minutes,
                live.estimated_compute_cost
            from analytics.hourly_metrics(
                (select period.live_since from period),
                (select period.open_hour + interval '1 hour' from period),
                case when school is not null then array[school] end,
                true
            ) as live
        )

    select
        clock.metric_hour,
        clock.metric_hour = period.open_hour as is_open,
        coalesce(sum(found.sessions_active), 0)::bigint as sessions_active,
        coalesce(sum(found.sessions_completed), 0)::bigint as sessions_completed,
        coalesce(sum(found.teachers_active), 0)::bigint as teachers_active,
        coalesce(sum(found.students_active), 0)::bigint as students_active,
        coalesce(sum(found.total_groups), 0)::bigint as total_groups,
        coalesce(sum(found.ready_groups), 0)::bigint as ready_groups,
        coalesce(sum(found.total_prompts_generated), 0)::bigint as total_prompts_generated,
        coalesce(sum(found.total_prompts_used), 0)::bigint as total_prompts_used,
        coalesce(sum(found.total_interventions), 0)::bigint as total_interventions,
        coalesce(sum(found.total_alerts), 0)::bigint as total_alerts,
        coalesce(sum(found.ai_analyses_completed), 0)::bigint as ai_analyses_completed,
        coalesce(sum(found.total_transcription_minutes), 0) as total_transcription_minutes,
        coalesce(sum(found.estimated_compute_cost), 0) as estimated_compute_cost
    from period
    cross join lateral generate_series(period.since, period.open_hour, interval '1 hour') as clock (metric_hour)
    left join found on found.metric_hour = clock.metric_hour
    group by clock.metric_hour, period.open_hour
    order by clock.metric_hour;
end;

comment on function analytics.hours_of_period(text, integer) is
    'What happened in the open hour and in each of the hours before it, in one school or in all.';
