-- mgmt.minutes (function)
-- Question: how many minutes are so many microseconds?
-- Grain:    one number
-- Reads:    none
-- Traps:    rounds once, half away from zero, from the exact sum; divides with more digits than could tip the rounding
create function mgmt.minutes(microseconds numeric, decimals integer) returns numeric
language sql immutable parallel safe
return round(microseconds::numeric(40, 16) / 60000000, decimals);

comment on function mgmt.minutes(numeric, integer) is 'Minutes, rounded to so many decimals.';
