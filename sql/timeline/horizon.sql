-- timeline.horizon (function)
-- Question: up to which moment do rows exist for the views?
-- Grain:    one moment
-- Reads:    timeline.today, ops.rule_learning_time_zone
-- Traps:    exclusive: rows later on the local today count, the first moment of tomorrow does not
create function timeline.horizon() returns timestamptz
language sql stable parallel safe
return (timeline.today() + 1)::timestamp at time zone ops.rule_learning_time_zone();

comment on function timeline.horizon() is 'First moment after the local today; rows before it exist.';
