-- analytics.rate_on_scale (function)
-- Question: is this reading a rate at all, and which?
-- Grain:    one number
-- Reads:    none
-- Traps:    null outside 0..1, for NaN and for infinity: a mean leaves it out, the quality report names it
create function analytics.rate_on_scale(reading double precision) returns double precision
language sql immutable parallel safe
return case when reading between 0 and 1 then reading end;

comment on function analytics.rate_on_scale(double precision) is
    'The reading, if it is a rate from 0 to 1; else null.';
