-- analytics.identities_of_hours (view)
-- Question: do the closed hours add up to what happened in them?
-- Grain:    one row per fact, measure; none while changed hours wait to be rolled up again
-- Reads:    classwaves.sessions, classwaves.session_metrics, classwaves.guidance_events, classwaves.ai_analyses,
--           analytics.dashboard_metrics_hourly, analytics.hourly_readings, analytics.rollup_ledger, analytics.presence,
--           analytics.changed_hours, analytics.changed_presence, analytics.score_on_scale, analytics.hour_of,
--           analytics.horizon
-- Traps:    only what is counted is added up: sums of measurements are no whole numbers
create view analytics.identities_of_hours as
with
    closed as (
        select rollup_ledger.metric_hour
        from analytics.rollup_ledger
        where rollup_ledger.metric_hour < (select analytics.horizon())
    ),

    -- A stretch of presence is in each hour that it touches.
    active as (
        select sum((extract(epoch from upper(stretch.hours) - lower(stretch.hours)) / 3600)::bigint) as hours
        from (
            select range_agg(tstzrange(closed.metric_hour, closed.metric_hour + interval '1 hour')) as hours
            from closed
        ) as ledger
        cross join analytics.presence
        cross join lateral unnest(
            ledger.hours
            * tstzmultirange(tstzrange(presence.first_hour, presence.last_hour + interval '1 hour'))
        ) as stretch (hours)
    ),

    hours as (
        select
            sum(stored.sessions_active + stored.teachers_active + stored.students_active) as active,
            sum(stored.sessions_completed) as sessions,
            sum(
                stored.total_prompts_generated + stored.total_prompts_used + stored.total_interventions + stored.total_alerts
            ) as guidance,
            sum(stored.ai_analyses_completed) as analyses
        from analytics.dashboard_metrics_hourly as stored
        where stored.metric_hour < (select analytics.horizon())
    ),

    readings as (
        select
            sum(stored.session_quality_readings) as qualities,
            sum(stored.requests) as requests
        from analytics.hourly_readings as stored
        where stored.metric_hour < (select analytics.horizon())
    ),

    measured as materialized (
        select
            count(analytics.score_on_scale(reading.session_quality)) as qualities,
            sum(reading.requests) as requests
        from classwaves.session_metrics as reading
        where analytics.hour_of(reading.measured_at) in (select closed.metric_hour from closed)
    ),

    compared as (
        select
            'analytics.dashboard_metrics_hourly' as fact,
            'active' as measure,
            (select hours.active from hours) as counted,
            (select active.hours from active) as expected
        union all
        select
            'analytics.dashboard_metrics_hourly' as fact,
            'sessions_completed' as measure,
            (select hours.sessions from hours) as counted,
            (
                select count(*)
                from classwaves.sessions as session
                where analytics.hour_of(session.ended_at) in (select closed.metric_hour from closed)
            ) as expected
        union all
        select
            'analytics.dashboard_metrics_hourly' as fact,
            'guidance' as measure,
            (select hours.guidance from hours) as counted,
            (
                select count(*)
                from classwaves.guidance_events as event
                where
                    analytics.hour_of(event.occurred_at) in (select closed.metric_hour from closed)
                    and event.kind in ('prompt_generated', 'prompt_used', 'intervention', 'alert')
            ) as expected
        union all
        select
            'analytics.dashboard_metrics_hourly' as fact,
            'ai_analyses_completed' as measure,
            (select hours.analyses from hours) as counted,
            (
                select count(*)
                from classwaves.ai_analyses as analysis
                where analytics.hour_of(analysis.finished_at) in (select closed.metric_hour from closed)
            ) as expected
        union all
        select
            'analytics.hourly_readings' as fact,
            'session_quality_readings' as measure,
            (select readings.qualities from readings) as counted,
            (select measured.qualities from measured) as expected
        union all
        select
            'analytics.hourly_readings' as fact,
            'requests' as measure,
            (select readings.requests from readings) as counted,
            (select measured.requests from measured) as expected
    )

select
    compared.fact,
    compared.measure,
    coalesce(compared.counted, 0)::numeric as counted,
    coalesce(compared.expected, 0)::numeric as expected
from compared
where
    not exists (select from analytics.changed_hours)
    and not exists (select from analytics.changed_presence);

comment on view analytics.identities_of_hours is 'Numbers of the closed hours beside those of the raw rows.';
comment on column analytics.identities_of_hours.fact is 'The fact, with its schema.';
comment on column analytics.identities_of_hours.measure is 'What of it is added up: a column, or which rows are counted.';
comment on column analytics.identities_of_hours.counted is 'What the fact holds.';
comment on column analytics.identities_of_hours.expected is 'What the rows that it is made of say.';
