-- analytics.reroll_changed_hours (function)
-- Question: which closed hours changed since they were rolled up, and what do they become?
-- Grain:    writes as analytics.roll_up does; returns how many rows of metrics changed
-- Reads:    analytics.changed_hours, analytics.rollup_ledger, analytics.roll_up, analytics.dashboard_metrics_hourly,
--           classwaves.schools, ops.rollup_run
-- Writes:   analytics.changed_hours, ops.rollup_run
-- Traps:    takes the changes away first and reads the raw rows afterwards; hours that nobody has closed are left to the
--           rollup that will; scattered hours are computed a week at a time, and only those that changed are written
create function analytics.reroll_changed_hours(origin text) returns bigint
language plpgsql as $$
declare
    schools text[];
    spans tstzmultirange[];
    week record;
    rolling bigint;
    changed bigint := 0;
begin
    perform pg_advisory_xact_lock(hashtextextended('atalaya rolls up hours', 0));
    with
        taken as (
            delete from analytics.changed_hours returning school_id, first_hour, last_hour
        ),

        everyone as (
            select id as school_id from classwaves.schools
            union
            select school_id from analytics.dashboard_metrics_hourly
            where exists (select from taken where taken.school_id is null)
        ),

        touched as (
            select school_id, first_hour, last_hour from taken
            where school_id is not null
            union all
            select everyone.school_id, taken.first_hour, taken.last_hour
            from taken
            cross join everyone
            where taken.school_id is null
        ),

        closed as (
            select range_agg(tstzrange(metric_hour, metric_hour + interval '1 hour')) as hours
            from analytics.rollup_ledger
        ),

        clipped as (
            select
                touched.school_id,
                range_agg(tstzrange(touched.first_hour, touched.last_hour + interval '1 hour'))
                * (select closed.hours from closed) as hours
            from touched
            where touched.first_hour <= touched.last_hour
            group by touched.school_id
        )

    select array_agg(clipped.school_id), array_agg(clipped.hours)
    into schools, spans
    from clipped
    where not isempty(clipped.hours);

    if schools is null then
        return 0;
    end if;
    insert into ops.rollup_run (origin, since_hour, until_hour)
    select
        reroll_changed_hours.origin,
        min(lower(span.hours)),
        max(upper(span.hours)) - interval '1 hour'
    from unnest(spans) as span (hours)
    returning run into rolling;
    for week in
        with
            touched as (
                select
                    hour.hour,
                    date_bin(interval '7 days', hour.hour, timestamptz '2000-01-01 00:00+00') as bucket
                from (select range_agg(stretch.hours) as hours from unnest(spans) as span (hours)
                    cross join lateral unnest(span.hours) as stretch (hours)) as merged
                cross join lateral unnest(merged.hours) as stretch (hours)
                cross join lateral generate_series(
                    lower(stretch.hours),
                    upper(stretch.hours) - interval '1 hour',
                    interval '1 hour'
                ) as hour (hour)
            )

        select
            min(touched.hour) as since,
            max(touched.hour) + interval '1 hour' as until
        from touched
        group by touched.bucket
        order by touched.bucket
    loop
        changed := changed + analytics.roll_up(week.since, week.until, rolling, schools, spans);
    end loop;
    update ops.rollup_run set status = 'succeeded', finished_at = clock_timestamp()
    where rollup_run.run = rolling;
    return changed;
end;
$$;

comment on function analytics.reroll_changed_hours(text) is
    'Computes exactly the closed hours again whose raw rows changed, and forgets that they did.';
