-- analytics.score_on_scale (function)
-- Question: is this reading a score at all, and which?
-- Grain:    one number
-- Reads:    none
-- Traps:    null outside 0..100, for NaN and for infinity: a mean leaves it out, the quality report names it
create function analytics.score_on_scale(reading double precision) returns double precision
language sql immutable parallel safe
return case when reading between 0 and 100 then reading end;

comment on function analytics.score_on_scale(double precision) is
    'The reading, if it is a score from 0 to 100; else null.';
