-- timeline.midnight (function)
-- Question: at which moment does a local day begin?
-- Grain:    one moment per date
-- Reads:    ops.day_begins, ops.rule_learning_time_zone
-- Traps:    where midnight comes twice the first one, where it is skipped what follows: `at time zone` says otherwise; asked
--           for few days, and not per row
create function timeline.midnight(day date) returns timestamptz
language sql immutable parallel safe
return ops.day_begins(ops.rule_learning_time_zone(), day);

comment on function timeline.midnight(date) is 'First moment of a local day.';
