-- mgmt.horizon (function)
-- Question: up to which moment do rows exist for the views?
-- Grain:    one moment
-- Reads:    mgmt.midnight, mgmt.today
-- Traps:    exclusive: rows later on the local today count, the first moment of tomorrow does not
create function mgmt.horizon() returns timestamptz
language sql stable parallel safe
return mgmt.midnight(mgmt.today() + 1);

comment on function mgmt.horizon() is 'First moment after the local today; rows before it exist.';
