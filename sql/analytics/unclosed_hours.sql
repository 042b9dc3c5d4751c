-- analytics.unclosed_hours (function)
-- Question: which finished hours are not closed yet?
-- Grain:    one row per unbroken range of hours, oldest first
-- Reads:    analytics.rollup_ledger, analytics.first_hour, analytics.hour_of
-- Traps:    by the clock, not by ops.as_of(): rollups are built as of now; nothing without a raw row
create function analytics.unclosed_hours() returns table (since timestamptz, until timestamptz)
language sql stable
begin atomic
    select
        lower(missing.hours) as since,
        upper(missing.hours) as until
    from (
        select
            tstzmultirange(tstzrange(first.hour, greatest(analytics.hour_of(now()), first.hour)))
            - coalesce(
                (
                    select range_agg(tstzrange(metric_hour, metric_hour + interval '1 hour'))
                    from analytics.rollup_ledger
                ),
                '{}'
            ) as hours
        from (select analytics.first_hour() as hour) as first
        where first.hour is not null
    ) as finished
    cross join lateral unnest(finished.hours) as missing (hours)
    order by lower(missing.hours);
end;

comment on function analytics.unclosed_hours() is 'Ranges of finished hours since the first raw row that no rollup has closed.';
