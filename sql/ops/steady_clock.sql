-- ops.steady_clock (function)
-- Question: for how long do the clocks of a zone go without being put forward or back, and how far are they from UTC then?
-- Grain:    one row: the longest such span among the days of 1990 to 2050; it begins at `since` and ends before `until`
-- Reads:    none
-- Traps:    for whoever converts millions of moments: within the span adding is enough, and a fifth of the cost of asking
--           the zone; looks at one moment a day, since no zone has ever changed its clocks twice in one
create function ops.steady_clock(zone text) returns table (since timestamptz, until timestamptz, shift interval)
language sql stable
begin atomic
    with
        days as (
            select
                moment,
                (moment at time zone steady_clock.zone) - (moment at time zone 'UTC') as shift
            from generate_series(
                timestamptz '1990-01-01 00:00+00', timestamptz '2050-01-01 00:00+00', interval '24 hours'
            ) as moment
        ),

        changes as (
            select
                moment,
                shift,
                coalesce(shift <> lag(shift) over (order by moment), true) as is_new
            from days
        ),

        spans as (
            select
                moment,
                shift,
                count(*) filter (where is_new) over (order by moment) as number
            from changes
        )

    select
        min(moment) as since,
        max(moment) as until,
        shift
    from spans
    group by number, shift
    order by count(*) desc, min(moment)
    limit 1;
end;

comment on function ops.steady_clock(text) is 'The longest span without a change of a zone''s clocks, and their distance from UTC.';
