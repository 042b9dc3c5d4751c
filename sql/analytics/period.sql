-- analytics.period (function)
-- Question: from when to when is a period of so many hours, the open one included?
-- Grain:    one row
-- Reads:    analytics.hour_of, ops.as_of
-- Traps:    full hours in UTC; until is the end of the open hour, and not part
create function analytics.period(hours integer)
returns table (since timestamptz, open_hour timestamptz, until timestamptz)
language sql stable
begin atomic
    select
        running.open_hour - (period.hours - 1) * interval '1 hour' as since,
        running.open_hour,
        running.open_hour + interval '1 hour' as until
    from (select analytics.hour_of(ops.as_of()) as open_hour) as running;
end;

comment on function analytics.period(integer) is
    'First moment of a period, of its open hour, and of what comes after it.';
