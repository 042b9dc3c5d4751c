-- mgmt.outside_dayparts (function)
-- Question: how much time did students spend before and after the parts of the day?
-- Grain:    one row; for the given levels (none given: everybody)
-- Reads:    mgmt.hourly_presence, mgmt.minutes
-- Traps:    what mgmt.hour_split leaves out: before 8 and from 20 h on; last 90 days
create function mgmt.outside_dayparts(levels text[])
returns table (minutes numeric)
language sql stable parallel safe
begin atomic
    select mgmt.minutes(coalesce(sum(hourly_presence.microseconds), 0), 2) as minutes
    from mgmt.hourly_presence(levels)
    where hourly_presence.hour_local < 8 or hourly_presence.hour_local >= 20;
end;

comment on function mgmt.outside_dayparts(text[]) is 'Minutes of the last 90 days that lie in no part of the day.';
