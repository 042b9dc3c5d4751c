-- analytics.quality_of_sessions (view)
-- Question: which schools and sessions break an assumption of the rules, and how?
-- Grain:    one row per table, key with at least one finding
-- Reads:    classwaves.schools, classwaves.sessions, analytics.horizon, analytics.is_blank,
--           analytics.is_open_too_long, ops.known_zones, ops.as_of
-- Traps:    a session that nobody ended is active in every hour since its start; one that was never started is
--           reported a day after it was set up
create view analytics.quality_of_sessions as
with
    checked_schools as (
        select
            school.id as key,
            analytics.is_blank(school.name) as missing_name,
            school.updated_at is null as missing_date,
            known_zone.name is null as unknown_time_zone,
            school.updated_at >= (select analytics.horizon()) as future_date,
            school.updated_at < timestamptz '2000-01-01 00:00+00' as impossible_date
        from classwaves.schools as school
        left join ops.known_zones as known_zone on known_zone.name = school.time_zone
    ),

    checked_sessions as (
        select
            session.id as key,
            analytics.is_blank(session.title) as missing_title,
            analytics.is_blank(session.teacher_id) as missing_teacher,
            session.updated_at is null as missing_date,
            session.started_at is null and session.ended_at is null
            and session.configured_at + interval '24 hours' < (select ops.as_of()) as never_started,
            session.started_at is null and session.ended_at is not null as ended_without_start,
            session.ended_at < session.started_at as ended_before_start,
            session.started_at < session.configured_at as started_before_configured,
            analytics.is_open_too_long(session.started_at, session.ended_at, (select ops.as_of())) as active_too_long,
            greatest(session.configured_at, session.started_at, session.ended_at, session.updated_at)
            >= (select analytics.horizon()) as future_date,
            session.updated_at < session.configured_at
            or least(session.configured_at, session.started_at, session.ended_at)
            < timestamptz '2000-01-01 00:00+00' as impossible_date
        from classwaves.sessions as session
    )

select
    'schools' as "table",
    key,
    array_remove(array[
        case when missing_name then 'missing_name' end,
        case when missing_date then 'missing_date' end,
        case when unknown_time_zone then 'unknown_time_zone' end,
        case when future_date then 'future_date' end,
        case when impossible_date then 'impossible_date' end
    ], null) as checks
from checked_schools
-- As a number, because of numbers the planner expects few to be equal, and so plans for few findings.
where (missing_name or missing_date or unknown_time_zone or future_date or impossible_date)::integer = 1
union all
select
    'sessions' as "table",
    key,
    array_remove(array[
        case when missing_title then 'missing_title' end,
        case when missing_teacher then 'missing_teacher' end,
        case when missing_date then 'missing_date' end,
        case when never_started then 'never_started' end,
        case when ended_without_start then 'ended_without_start' end,
        case when ended_before_start then 'ended_before_start' end,
        case when started_before_configured then 'started_before_configured' end,
        case when active_too_long then 'active_too_long' end,
        case when future_date then 'future_date' end,
        case when impossible_date then 'impossible_date' end
    ], null) as checks
from checked_sessions
where
    (
        missing_title or missing_teacher or missing_date or never_started or ended_without_start or ended_before_start
        or started_before_configured or active_too_long or future_date or impossible_date
    )::integer = 1;

comment on view analytics.quality_of_sessions is 'Schools and sessions that fail a check.';
comment on column analytics.quality_of_sessions."table" is 'Raw table.';
comment on column analytics.quality_of_sessions.key is 'Id of the row.';
comment on column analytics.quality_of_sessions.checks is 'Names of the checks that it fails, as in analytics.quality_checks.';
