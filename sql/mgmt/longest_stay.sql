-- mgmt.longest_stay (function)
-- Question: how long may a check-in last before somebody must have forgotten to check out?
-- Grain:    one duration
-- Reads:    ops.rule_academy_longest_stay_hours
-- Traps:    inclusive: {academy.longest_stay_hours:hours} to the microsecond still count; elapsed time, whatever clocks do meanwhile
create function mgmt.longest_stay() returns interval
language sql immutable parallel safe
return make_interval(hours => ops.rule_academy_longest_stay_hours());

comment on function mgmt.longest_stay() is 'Longest check-in whose minutes count: {academy.longest_stay_hours:hours}.';
