-- analytics.totals_of_period (function)
-- Question: what did a period add up to, in one school or in all together?
-- Grain:    one row
-- Reads:    analytics.hours_of_period, analytics.measurements_of_period
-- Traps:    sums of hours that add up; students, teachers and sessions do not, since one that lasts two hours is in both:
--           those are in analytics.dashboard_metrics; the share of failed requests is of all requests, not a mean of rates
create function analytics.totals_of_period(school text, hours integer) returns table (
    total_prompts_generated bigint, total_prompts_used bigint, total_interventions bigint, total_alerts bigint,
    ai_analyses_completed bigint, total_transcription_minutes double precision, estimated_compute_cost double precision,
    requests bigint, errors bigint, errors_pct double precision
)
language sql stable
begin atomic
    with
        happened as (
            select
                sum(hour.total_prompts_generated)::bigint as total_prompts_generated,
                sum(hour.total_prompts_used)::bigint as total_prompts_used,
                sum(hour.total_interventions)::bigint as total_interventions,
                sum(hour.total_alerts)::bigint as total_alerts,
                sum(hour.ai_analyses_completed)::bigint as ai_analyses_completed,
                sum(hour.total_transcription_minutes) as total_transcription_minutes,
                sum(hour.estimated_compute_cost) as estimated_compute_cost
            from analytics.hours_of_period(totals_of_period.school, totals_of_period.hours) as hour
        ),

        measured as (
            select
                coalesce(sum(hour.requests), 0)::bigint as requests,
                coalesce(sum(hour.errors), 0)::bigint as errors
            from analytics.measurements_of_period(totals_of_period.school, totals_of_period.hours) as hour
        )

    select
        happened.total_prompts_generated,
        happened.total_prompts_used,
        happened.total_interventions,
        happened.total_alerts,
        happened.ai_analyses_completed,
        happened.total_transcription_minutes,
        happened.estimated_compute_cost,
        measured.requests,
        measured.errors,
        100 * measured.errors::double precision / nullif(measured.requests, 0) as errors_pct
    from happened
    cross join measured;
end;

comment on function analytics.totals_of_period(text, integer) is
    'Guidance, analyses, cost and requests of the open hour and of the hours before it, added up.';
