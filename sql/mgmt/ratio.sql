-- mgmt.ratio (function)
-- Question: what part of the whole is the part?
-- Grain:    one number
-- Reads:    none
-- Traps:    null for an empty whole; exact numbers in, rounded once, half away from zero: a week is some 10^13 microseconds,
--           so that it divides with more digits than could tip the rounding
create function mgmt.ratio(part numeric, whole numeric) returns numeric
language sql immutable parallel safe
return round(part::numeric(60, 30) / nullif(whole, 0), 4);

comment on function mgmt.ratio(numeric, numeric) is
    'Ratio with four decimals; null where there is nothing to divide by.';
