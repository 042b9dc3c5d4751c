-- mgmt.hourly_heatmap (function)
-- Question: in which hours of the week is the centre full?
-- Grain:    one row per ISO weekday and local hour with at least half a minute; for the given levels (none: everybody)
-- Reads:    mgmt.hourly_presence, mgmt.minutes
-- Traps:    cells that round to nothing are left out; last {academy.trend_days:days}
create function mgmt.hourly_heatmap(levels text[])
returns table (iso_weekday integer, hour_local integer, minutes integer)
language sql stable parallel safe
begin atomic
    select
        hourly_presence.iso_weekday,
        hourly_presence.hour_local,
        mgmt.minutes(hourly_presence.microseconds, 0)::integer as minutes
    from mgmt.hourly_presence(levels)
    where mgmt.minutes(hourly_presence.microseconds, 0) > 0
    order by 1, 2;
end;

comment on function mgmt.hourly_heatmap(text[]) is 'Minutes of the last {academy.trend_days:days} by weekday and hour.';
