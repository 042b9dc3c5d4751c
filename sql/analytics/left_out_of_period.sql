-- analytics.left_out_of_period (function)
-- Question: what of a period is in none of its figures, because it cannot be?
-- Grain:    one row per session that was open too long, and per value of a reading that is off its scale; newest first
-- Reads:    classwaves.sessions, classwaves.schools, analytics.sessions_open_too_long, analytics.readings_off_scale,
--           analytics.school_zones, analytics.period, ops.as_of, ops.sort_key
-- Traps:    measure is open_hours for a session (up to now without an end), else the name of the reading's column
create function analytics.left_out_of_period(school text, hours integer) returns table (
    happened_at timestamptz, school_name text, title text, measure text, value double precision, session_id text,
    reading_id text, time_zone text
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

        found as (
            select
                session.started_at as happened_at,
                'open_hours' as measure,
                round(
                    (
                        extract(epoch from coalesce(session.ended_at, period.looked_at))
                        - extract(epoch from session.started_at)
                    ) / 3600, 2
                )::double precision as value,
                session.id as session_id,
                null::text as reading_id
            from period
            cross join lateral analytics.sessions_open_too_long(school, period.since, period.until) as too_long
            inner join classwaves.sessions as session on session.id = too_long.session_id
            union all
            select
                reading.measured_at as happened_at,
                reading.measure,
                reading.value,
                reading.session_id,
                reading.key as reading_id
            from period
            inner join analytics.readings_off_scale as reading
                on reading.measured_at >= period.since and reading.measured_at < period.until
        )

    select
        found.happened_at,
        school.name as school_name,
        session.title,
        found.measure,
        found.value,
        found.session_id,
        found.reading_id,
        school_zones.time_zone
    from found
    inner join classwaves.sessions as session on session.id = found.session_id
    inner join classwaves.schools as school on school.id = session.school_id
    inner join analytics.school_zones on school_zones.school_id = session.school_id
    where left_out_of_period.school is null or session.school_id = left_out_of_period.school
    order by found.happened_at desc, found.session_id, found.reading_id, ops.sort_key(found.measure);
end;

comment on function analytics.left_out_of_period(text, integer) is
    'Sessions and readings of a period that no figure of the page counts, each with the value that cannot be.';
