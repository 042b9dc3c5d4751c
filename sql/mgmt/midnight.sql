-- mgmt.midnight (function)
-- Question: at which moment does a local day begin?
-- Grain:    one moment per date
-- Reads:    ops.rule_academy_time_zone
-- Traps:    lets a filter on days use an index on the raw column; the inverse of mgmt.local_date
create function mgmt.midnight(day date) returns timestamptz
language sql immutable parallel safe
return day::timestamp at time zone ops.rule_academy_time_zone();

comment on function mgmt.midnight(date) is 'Moment at which a local day begins.';
