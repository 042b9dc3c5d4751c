-- analytics.hourly_services (function)
-- Question: what did guidance and analyses do in each school and hour, and what was used up?
-- Grain:    one row per school_id, metric_hour of [since, until) with guidance of a known kind, an analysis or a record of
--           usage
-- Reads:    classwaves.schools, classwaves.sessions, classwaves.guidance_events, classwaves.ai_analyses,
--           classwaves.resource_usage, analytics.hour_of
-- Traps:    each counts by its own time, whether or not its session is active; storage is what the hour's last record says,
--           of equally late ones that with the highest id, byte by byte; schools null means all
create function analytics.hourly_services(since timestamptz, until timestamptz, schools text[] default null)
returns table (
    school_id text, metric_hour timestamptz,
    prompts_generated integer, prompts_used integer, interventions integer, alerts integer,
    analyses integer, processing_seconds double precision, succeeded integer,
    records integer, transcription_minutes double precision, storage_gb double precision, compute_cost double precision
)
language sql stable
begin atomic
    with
        guidance as (
            select
                session.school_id,
                analytics.hour_of(event.occurred_at) as metric_hour,
                count(*) filter (where event.kind = 'prompt_generated')::integer as prompts_generated,
                count(*) filter (where event.kind = 'prompt_used')::integer as prompts_used,
                count(*) filter (where event.kind = 'intervention')::integer as interventions,
                count(*) filter (where event.kind = 'alert')::integer as alerts
            from classwaves.guidance_events as event
            inner join classwaves.sessions as session on session.id = event.session_id
            where
                event.occurred_at >= since
                and event.occurred_at < until
                and event.kind in ('prompt_generated', 'prompt_used', 'intervention', 'alert')
                and (schools is null or session.school_id = any(schools))
            group by session.school_id, analytics.hour_of(event.occurred_at)
        ),

        analysed as (
            select
                session.school_id,
                analytics.hour_of(analysis.finished_at) as metric_hour,
                count(*)::integer as analyses,
                sum(analysis.processing_seconds) as processing_seconds,
                count(*) filter (where analysis.succeeded)::integer as succeeded
            from classwaves.ai_analyses as analysis
            inner join classwaves.sessions as session on session.id = analysis.session_id
            where
                analysis.finished_at >= since
                and analysis.finished_at < until
                and (schools is null or session.school_id = any(schools))
            group by session.school_id, analytics.hour_of(analysis.finished_at)
        ),

        used as (
            select
                school.id as school_id,
                analytics.hour_of(usage.recorded_at) as metric_hour,
                count(*)::integer as records,
                sum(usage.transcription_minutes) as transcription_minutes,
                (array_agg(usage.storage_gb order by usage.recorded_at desc, usage.id collate "C" desc))[1]
                as storage_gb,
                sum(usage.compute_cost) as compute_cost
            from classwaves.schools as school
            inner join classwaves.resource_usage as usage on usage.school_id = school.id
            where
                usage.recorded_at >= since
                and usage.recorded_at < until
                and (schools is null or school.id = any(schools))
            group by school.id, analytics.hour_of(usage.recorded_at)
        )

    select
        coalesce(guidance.school_id, analysed.school_id, used.school_id) as school_id,
        coalesce(guidance.metric_hour, analysed.metric_hour, used.metric_hour) as metric_hour,
        coalesce(guidance.prompts_generated, 0) as prompts_generated,
        coalesce(guidance.prompts_used, 0) as prompts_used,
        coalesce(guidance.interventions, 0) as interventions,
        coalesce(guidance.alerts, 0) as alerts,
        coalesce(analysed.analyses, 0) as analyses,
        coalesce(analysed.processing_seconds, 0) as processing_seconds,
        coalesce(analysed.succeeded, 0) as succeeded,
        coalesce(used.records, 0) as records,
        coalesce(used.transcription_minutes, 0) as transcription_minutes,
        used.storage_gb,
        coalesce(used.compute_cost, 0) as compute_cost
    from guidance
    full join analysed
        on analysed.school_id = guidance.school_id
        and analysed.metric_hour = guidance.metric_hour
    full join used
        on used.school_id = coalesce(guidance.school_id, analysed.school_id)
        and used.metric_hour = coalesce(guidance.metric_hour, analysed.metric_hour);
end;

comment on function analytics.hourly_services(timestamptz, timestamptz, text[]) is
    'Guidance, analyses and used resources of each school and hour from since to before until.';
