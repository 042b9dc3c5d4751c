-- mgmt.outside_dayparts (function)
-- Question: how much time did students spend outside the parts of the day?
-- Grain:    one row; for the given levels (none given: everybody)
-- Reads:    mgmt.hourly_presence, mgmt.is_in_daypart, mgmt.minutes
-- Traps:    what mgmt.hour_split leaves out: in none of {academy.dayparts.0:hours}, {academy.dayparts.1:hours} and
--           {academy.dayparts.2:hours}; last {academy.trend_days:days}
create function mgmt.outside_dayparts(levels text[])
returns table (minutes numeric)
language sql stable parallel safe
begin atomic
    select mgmt.minutes(coalesce(sum(hourly_presence.microseconds), 0), 2) as minutes
    from mgmt.hourly_presence(levels)
    where not mgmt.is_in_daypart(hourly_presence.hour_local);
end;

comment on function mgmt.outside_dayparts(text[]) is 'Minutes of the last {academy.trend_days:days} that lie in no part of the day.';
