-- timeline.today (function)
-- Question: which local day do the views look from?
-- Grain:    one date
-- Reads:    ops.as_of, ops.as_of_day, ops.rule_learning_time_zone
-- Traps:    write (select timeline.today()) in views, so that it is computed once and not per row
create function timeline.today() returns date
language sql stable parallel safe
return coalesce(ops.as_of_day(), (ops.as_of() at time zone ops.rule_learning_time_zone())::date);

comment on function timeline.today() is 'Local date of ops.as_of(), or the date that was chosen; what is dated after it does not exist.';
