-- ngeshare.midnight (function)
-- Question: at which source timestamp does a local day begin?
-- Grain:    one timestamp per date
-- Reads:    ops.rule_ngeshare_time_zone
-- Traps:    lets a filter on days use an index on the raw timestamp; the inverse of ngeshare.local_date
create function ngeshare.midnight(day date) returns timestamp
language sql immutable parallel safe
return (day::timestamp at time zone ops.rule_ngeshare_time_zone()) at time zone 'UTC';

comment on function ngeshare.midnight(date) is 'UTC wall-clock timestamp at which a local day begins.';
