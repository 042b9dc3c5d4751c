-- analytics.close_hours (function)
-- Question: which finished hours shall a rollup close, or compute again where they are closed, four weeks at a time?
-- Grain:    writes as analytics.roll_up does; returns how many hours it dealt with
-- Reads:    analytics.roll_up, analytics.rollup_ledger, analytics.unclosed_hours
-- Traps:    in one transaction, for a first load; the command commits after each stretch
create function analytics.close_hours(run bigint, again boolean default false) returns bigint
language plpgsql as $$
declare
    stretch record;
    hours bigint := 0;
begin
    for stretch in
        with
            ranges as (
                select since, until from analytics.unclosed_hours()
                union all
                select lower(closed.hours), upper(closed.hours)
                from (
                    select range_agg(tstzrange(metric_hour, metric_hour + interval '1 hour')) as hours
                    from analytics.rollup_ledger
                ) as ledger
                cross join lateral unnest(ledger.hours) as closed (hours)
                where close_hours.again
            )

        select
            start.hour as since,
            least(start.hour + interval '672 hours', ranges.until) as until
        from ranges
        cross join lateral generate_series(
            ranges.since, ranges.until - interval '1 hour', interval '672 hours'
        ) as start (hour)
        order by start.hour
    loop
        perform analytics.roll_up(stretch.since, stretch.until, close_hours.run);
        hours := hours + extract(epoch from stretch.until - stretch.since)::bigint / 3600;
    end loop;
    return hours;
end;
$$;

comment on function analytics.close_hours(bigint, boolean) is
    'Closes every finished hour that is not closed yet; asked to do it again, computes the closed ones too.';
