-- kpi.horizon (function)
-- Question: up to which moment do rows exist for the views?
-- Grain:    one timestamptz
-- Reads:    kpi.today, kpi.midnight
-- Traps:    exclusive: rows later on the local today count, the first moment of tomorrow does not
create function kpi.horizon() returns timestamptz
language sql stable parallel safe
return kpi.midnight(kpi.today() + 1);

comment on function kpi.horizon() is 'First moment after the local today; rows before it exist.';
