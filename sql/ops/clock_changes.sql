-- ops.clock_changes (function)
-- Question: when are the clocks of a zone put forward or back?
-- Grain:    one array of moments, ascending: the first one of each new time
-- Reads:    ops.clock_change
-- Traps:    looks at one moment a day, since no zone has ever changed its clocks twice in one; no zone has before 1800
create function ops.clock_changes(zone text, since timestamptz, until timestamptz) returns timestamptz[]
language sql immutable parallel safe
return array(
    select ops.clock_change(clock_changes.zone, day.before, day.moment) as moment
    from (
        select
            noted.moment,
            lag(noted.moment) over (order by noted.moment) as before,
            noted.shift <> lag(noted.shift) over (order by noted.moment) as is_new
        from (
            select
                each.moment,
                (each.moment at time zone clock_changes.zone) - (each.moment at time zone 'UTC') as shift
            from generate_series(
                greatest(clock_changes.since, timestamptz '1800-01-01 00:00+00'),
                clock_changes.until + interval '24 hours',
                interval '24 hours'
            ) as each (moment)
        ) as noted
    ) as day
    where day.is_new
    order by day.moment
);

comment on function ops.clock_changes(text, timestamptz, timestamptz) is
    'Every moment at which the clocks of a zone are put forward or back, from one moment to another.';
