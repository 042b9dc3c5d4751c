-- ngeshare.horizon (function)
-- Question: up to which source timestamp do rows exist for the views?
-- Grain:    one timestamp
-- Reads:    ngeshare.midnight, ngeshare.today
-- Traps:    exclusive: rows later on the local today count, the first moment of tomorrow does not
create function ngeshare.horizon() returns timestamp
language sql stable parallel safe
return ngeshare.midnight(ngeshare.today() + 1);

comment on function ngeshare.horizon() is 'First UTC wall-clock timestamp after the local today; rows before it exist.';
