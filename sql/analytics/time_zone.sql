-- analytics.time_zone (function)
-- Question: in which zone do the hours and days of ClassWaves begin and end?
-- Grain:    one zone name
-- Reads:    none
-- Traps:    the same for every school, whatever its own clocks say
create function analytics.time_zone() returns text
language sql immutable parallel safe
return 'UTC';

comment on function analytics.time_zone() is 'The zone whose hours, days and months the views of ClassWaves use.';
