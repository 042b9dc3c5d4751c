-- analytics.horizon (function)
-- Question: up to which moment do rows exist for the views?
-- Grain:    one timestamptz
-- Reads:    analytics.today, analytics.time_zone
-- Traps:    exclusive: rows later today count, the first moment of tomorrow does not
create function analytics.horizon() returns timestamptz
language sql stable parallel safe
return (analytics.today() + 1)::timestamp at time zone analytics.time_zone();

comment on function analytics.horizon() is 'First moment after today; rows before it exist.';
