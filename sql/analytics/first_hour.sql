-- analytics.first_hour (function)
-- Question: from which hour on is there something to roll up?
-- Grain:    one timestamptz, null without a row
-- Reads:    classwaves.sessions, classwaves.session_metrics, classwaves.guidance_events, classwaves.ai_analyses,
--           classwaves.resource_usage, analytics.hour_of
-- Traps:    rows dated before 2000 are mistakes, and a mistake shall not ask for a million hours
create function analytics.first_hour() returns timestamptz
language sql stable
begin atomic
    select analytics.hour_of(earliest.moment)
    from (
        select
            least(
                (select min(started_at) from classwaves.sessions where started_at >= '2000-01-01 00:00+00'),
                (select min(ended_at) from classwaves.sessions where ended_at >= '2000-01-01 00:00+00'),
                (select min(measured_at) from classwaves.session_metrics where measured_at >= '2000-01-01 00:00+00'),
                (select min(occurred_at) from classwaves.guidance_events where occurred_at >= '2000-01-01 00:00+00'),
                (select min(finished_at) from classwaves.ai_analyses where finished_at >= '2000-01-01 00:00+00'),
                (select min(recorded_at) from classwaves.resource_usage where recorded_at >= '2000-01-01 00:00+00')
            ) as moment
    ) as earliest
    where earliest.moment is not null;
end;

comment on function analytics.first_hour() is 'The first hour since 2000 that has a raw row.';
