-- timeline.time_zone (function)
-- Question: in which zone does the day of the video courses begin and end?
-- Grain:    one zone name
-- Reads:    none
-- Traps:    the zone has summer time: a day can have 23 or 25 hours
create function timeline.time_zone() returns text
language sql immutable parallel safe
return 'America/New_York';

comment on function timeline.time_zone() is 'The zone whose days the timeline''s views use.';
