-- analytics.time_on_scale (function)
-- Question: is this reading a length of time at all, and which?
-- Grain:    one number, in the unit of the reading
-- Reads:    none
-- Traps:    null below 0, for NaN (which PostgreSQL sorts above infinity) and for infinity: a mean leaves it out, the
--           quality report names it
create function analytics.time_on_scale(reading double precision) returns double precision
language sql immutable parallel safe
return case when reading >= 0 and reading < 'infinity' then reading end;

comment on function analytics.time_on_scale(double precision) is
    'The reading, if it is a finite length of time from 0 on; else null.';
