-- analytics.quality_of_guidance (view)
-- Question: which guidance events, analyses and records of usage break an assumption of the rules, and how?
-- Grain:    one row per table, key with at least one finding
-- Reads:    classwaves.guidance_events, classwaves.ai_analyses, classwaves.resource_usage, classwaves.sessions,
--           analytics.horizon
-- Traps:    an analysis may well finish after its session; all of them count by their own time;
--           NaN is greater than infinity
create view analytics.quality_of_guidance as
with
    checked_guidance as (
        select
            guidance.id as key,
            guidance.occurred_at is null as missing_date,
            guidance.kind not in ('prompt_generated', 'prompt_used', 'intervention', 'alert') as unknown_kind,
            session.started_at is null
            or guidance.occurred_at < session.started_at or guidance.occurred_at > session.ended_at
                as outside_session,
            guidance.occurred_at >= (select analytics.horizon()) as future_date,
            guidance.occurred_at < timestamptz '2000-01-01 00:00+00' as impossible_date
        from classwaves.guidance_events as guidance
        inner join classwaves.sessions as session on session.id = guidance.session_id
    ),

    checked_analyses as (
        select
            analysis.id as key,
            analysis.finished_at is null as missing_date,
            analysis.processing_seconds not between 0 and 86400 as impossible_duration,
            analysis.finished_at < session.started_at as before_session_start,
            analysis.finished_at >= (select analytics.horizon()) as future_date,
            analysis.finished_at < timestamptz '2000-01-01 00:00+00' as impossible_date
        from classwaves.ai_analyses as analysis
        inner join classwaves.sessions as session on session.id = analysis.session_id
    ),

    checked_usage as (
        select
            usage.id as key,
            usage.recorded_at is null as missing_date,
            least(usage.transcription_minutes, usage.storage_gb, usage.compute_cost) < 0
            or greatest(usage.transcription_minutes, usage.storage_gb, usage.compute_cost) >= 'infinity'
                as impossible_usage,
            usage.recorded_at >= (select analytics.horizon()) as future_date,
            usage.recorded_at < timestamptz '2000-01-01 00:00+00' as impossible_date
        from classwaves.resource_usage as usage
    )

select
    'guidance_events' as "table",
    key,
    array_remove(array[
        case when missing_date then 'missing_date' end,
        case when unknown_kind then 'unknown_kind' end,
        case when outside_session then 'outside_session' end,
        case when future_date then 'future_date' end,
        case when impossible_date then 'impossible_date' end
    ], null) as checks
from checked_guidance
-- As a number, because of numbers the planner expects few to be equal, and so plans for few findings.
where (missing_date or unknown_kind or outside_session or future_date or impossible_date)::integer = 1
union all
select
    'ai_analyses' as "table",
    key,
    array_remove(array[
        case when missing_date then 'missing_date' end,
        case when impossible_duration then 'impossible_duration' end,
        case when before_session_start then 'before_session_start' end,
        case when future_date then 'future_date' end,
        case when impossible_date then 'impossible_date' end
    ], null) as checks
from checked_analyses
where (missing_date or impossible_duration or before_session_start or future_date or impossible_date)::integer = 1
union all
select
    'resource_usage' as "table",
    key,
    array_remove(array[
        case when missing_date then 'missing_date' end,
        case when impossible_usage then 'impossible_usage' end,
        case when future_date then 'future_date' end,
        case when impossible_date then 'impossible_date' end
    ], null) as checks
from checked_usage
where (missing_date or impossible_usage or future_date or impossible_date)::integer = 1;

comment on view analytics.quality_of_guidance is 'Guidance events, analyses and records of usage that fail a check.';
comment on column analytics.quality_of_guidance."table" is 'Raw table.';
comment on column analytics.quality_of_guidance.key is 'Id of the row.';
comment on column analytics.quality_of_guidance.checks is 'Names of the checks that it fails, as in analytics.quality_checks.';
