-- analytics.figures_of_period (function)
-- Question: how did a school do, or all of them, in a period, without what cannot be?
-- Grain:    one row
-- Reads:    classwaves.sessions, classwaves.participants, analytics.dashboard_metrics, analytics.is_open_too_long,
--           analytics.sessions_open_too_long, analytics.readings_off_scale, analytics.period, analytics.hour_of,
--           ops.as_of
-- Traps:    the figures of analytics.dashboard_metrics, minus sessions that were open too long, and minus the teachers and
--           students who were in no other session of the period; the means already leave out readings off their scale
create function analytics.figures_of_period(school text, hours integer) returns table (
    total_sessions bigint, active_teachers bigint, total_students bigint, avg_participation double precision,
    avg_quality double precision, total_errors bigint, avg_latency double precision, served_from text,
    sessions_left_out bigint, readings_left_out bigint
)
language sql stable
begin atomic
    with
        period as materialized (
            select
                bounds.since,
                bounds.until,
                ops.as_of() as looked_at
            from analytics.period(hours) as bounds
        ),

        too_long as materialized (
            select
                open_session.session_id,
                open_session.teacher_id,
                open_session.first_hour,
                open_session.last_hour
            from period
            cross join lateral analytics.sessions_open_too_long(school, period.since, period.until) as open_session
        ),

        teachers as (
            select distinct too_long.teacher_id
            from too_long
            cross join period
            where not exists (
                select 1
                from classwaves.sessions as other
                where
                    other.teacher_id = too_long.teacher_id
                    and (school is null or other.school_id = school)
                    and not analytics.is_open_too_long(other.started_at, other.ended_at, period.looked_at)
                    and other.started_at < period.until
                    and (other.ended_at is null or other.ended_at >= period.since)
                    and (other.ended_at is null or analytics.hour_of(other.ended_at) >= analytics.hour_of(other.started_at))
            )
        ),

        students as (
            select distinct participant.student_id
            from too_long
            inner join classwaves.participants as participant on participant.session_id = too_long.session_id
            cross join period
            where
                greatest(too_long.first_hour, analytics.hour_of(participant.joined_at))
                <= least(too_long.last_hour, analytics.hour_of(participant.left_at))
                and not exists (
                    select 1
                    from classwaves.participants as stay
                    inner join classwaves.sessions as other on other.id = stay.session_id
                    where
                        stay.student_id = participant.student_id
                        and (school is null or other.school_id = school)
                        and not analytics.is_open_too_long(other.started_at, other.ended_at, period.looked_at)
                        and greatest(analytics.hour_of(other.started_at), analytics.hour_of(stay.joined_at), period.since)
                        <= least(
                            analytics.hour_of(other.ended_at), analytics.hour_of(stay.left_at),
                            period.until - interval '1 hour'
                        )
                )
        ),

        readings as (
            select count(distinct reading.key) as off_scale
            from analytics.readings_off_scale as reading
            inner join classwaves.sessions as session on session.id = reading.session_id
            cross join period
            where
                reading.measured_at >= period.since
                and reading.measured_at < period.until
                and (school is null or session.school_id = school)
        )

    select
        figures.total_sessions - (select count(*) from too_long) as total_sessions,
        figures.active_teachers - (select count(*) from teachers) as active_teachers,
        figures.total_students - (select count(*) from students) as total_students,
        figures.avg_participation,
        figures.avg_quality,
        figures.total_errors,
        figures.avg_latency,
        figures.served_from,
        (select count(*) from too_long) as sessions_left_out,
        readings.off_scale as readings_left_out
    from analytics.dashboard_metrics(school, hours) as figures
    cross join readings;
end;

comment on function analytics.figures_of_period(text, integer) is
    'Figures of a period for the page: without sessions open for more than a day, which are counted beside, like readings off their scale.';
