-- mgmt.hourly_presence (function)
-- Question: how long were students there in each hour of the week, in the last {academy.trend_days:days}?
-- Grain:    one row per ISO weekday and local hour that somebody was there; for the given levels (none given: everybody)
-- Reads:    mgmt.presence_hours, mgmt.today, mgmt.trend_begins
-- Traps:    the days need not hold as many of each weekday; time in microseconds, exact
create function mgmt.hourly_presence(levels text[])
returns table (iso_weekday integer, hour_local integer, microseconds numeric)
language sql stable parallel safe
begin atomic
    select
        extract(isodow from presence_hours.on_day)::integer as iso_weekday,
        presence_hours.hour::integer as hour_local,
        sum(presence_hours.microseconds) as microseconds
    from mgmt.presence_hours
    where
        presence_hours.on_day >= (select mgmt.trend_begins())
        and presence_hours.on_day <= (select mgmt.today())
        and presence_hours.counts_from <= (select mgmt.today())
        and (cardinality(levels) = 0 or presence_hours.level = any(levels))
    group by 1, 2;
end;

comment on function mgmt.hourly_presence(text[]) is 'Time spent at the centre by weekday and hour, last {academy.trend_days:days}.';
