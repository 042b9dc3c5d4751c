-- mgmt.longest_stay (function)
-- Question: how long may a check-in last before somebody must have forgotten to check out?
-- Grain:    one duration
-- Reads:    none
-- Traps:    inclusive: 16 hours to the microsecond still count
create function mgmt.longest_stay() returns interval
language sql immutable parallel safe
return interval '16 hours';

comment on function mgmt.longest_stay() is 'Longest check-in whose minutes count.';
