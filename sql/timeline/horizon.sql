-- timeline.horizon (function)
-- Question: up to which moment do rows exist for the views?
-- Grain:    one moment
-- Reads:    timeline.midnight, timeline.today
-- Traps:    exclusive: rows later on the local today count, the first moment of tomorrow does not
create function timeline.horizon() returns timestamptz
language sql stable parallel safe
return timeline.midnight(timeline.today() + 1);

comment on function timeline.horizon() is 'First moment after the local today; rows before it exist.';
