-- kpi.time_zone (function)
-- Question: in which zone does the marketplace's day begin and end?
-- Grain:    one zone name
-- Reads:    none
-- Traps:    the only place that names the zone
create function kpi.time_zone() returns text
language sql immutable parallel safe
return 'America/Bogota';

comment on function kpi.time_zone() is 'The zone whose days and months the marketplace''s views use.';
