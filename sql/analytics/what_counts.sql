-- analytics.what_counts (view)
-- Question: how many of the copied rows do the pages rest on, and until which day are there any?
-- Grain:    one row per subject: schools, sessions, readings
-- Reads:    classwaves.schools, classwaves.sessions, classwaves.session_metrics, analytics.horizon, analytics.time_zone
-- Traps:    reads all of history, so it is asked only where a page has nothing to show; days are those of UTC
create view analytics.what_counts as
select
    'schools' as subject,
    1 as position,
    count(*) as copied,
    count(*) as counted,
    null::bigint as left_out,
    null::date as last_day,
    null::text[] as named
from classwaves.schools
union all
select
    'sessions' as subject,
    2 as position,
    count(*) as copied,
    count(*) filter (where sessions.started_at < (select analytics.horizon())) as counted,
    count(*) filter (where sessions.started_at is null) as left_out,
    (
        max(sessions.started_at) filter (where sessions.started_at < (select analytics.horizon()))
        at time zone analytics.time_zone()
    )::date as last_day,
    null::text[] as named
from classwaves.sessions
union all
select
    'readings' as subject,
    3 as position,
    count(*) as copied,
    count(*) filter (where session_metrics.measured_at < (select analytics.horizon())) as counted,
    count(*) filter (where session_metrics.measured_at is null) as left_out,
    (
        max(session_metrics.measured_at) filter (where session_metrics.measured_at < (select analytics.horizon()))
        at time zone analytics.time_zone()
    )::date as last_day,
    null::text[] as named
from classwaves.session_metrics;

comment on view analytics.what_counts is 'What Classroom Sessions rests on, and by which rule.';
comment on column analytics.what_counts.subject is 'What is counted.';
comment on column analytics.what_counts.position is 'What has to count before something later can.';
comment on column analytics.what_counts.copied is 'Rows that were copied from production.';
comment on column analytics.what_counts.counted is 'What of them the pages show.';
comment on column analytics.what_counts.left_out is 'Sessions that never started, readings without a moment.';
comment on column analytics.what_counts.last_day is 'Date, in UTC, of the newest, up to today.';
comment on column analytics.what_counts.named is 'Always empty here.';
