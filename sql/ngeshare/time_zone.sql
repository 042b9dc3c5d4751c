-- ngeshare.time_zone (function)
-- Question: in which zone does ngeShare's day begin and end?
-- Grain:    one zone name
-- Reads:    none
-- Traps:    the only place that names the zone; the source's timestamps are UTC wall clock
create function ngeshare.time_zone() returns text
language sql immutable parallel safe
return 'Asia/Jakarta';

comment on function ngeshare.time_zone() is 'The zone whose days, weeks and months ngeShare''s views use.';
