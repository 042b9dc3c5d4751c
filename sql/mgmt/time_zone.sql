-- mgmt.time_zone (function)
-- Question: in which zone do the study centre's day and hour begin?
-- Grain:    one zone name
-- Reads:    none
-- Traps:    the only place that names the zone; the source's timestamps are moments, not wall clocks
create function mgmt.time_zone() returns text
language sql immutable parallel safe
return 'America/Guayaquil';

comment on function mgmt.time_zone() is 'The zone whose hours, days and weeks the Engagement Panel''s views use.';
