-- timeline.today (function)
-- Question: which local day do the views look from?
-- Grain:    one date
-- Reads:    ops.as_of, timeline.time_zone
-- Traps:    write (select timeline.today()) in views, so that it is computed once and not per row
create function timeline.today() returns date
language sql stable parallel safe
return (ops.as_of() at time zone timeline.time_zone())::date;

comment on function timeline.today() is 'Local date of ops.as_of(); what is dated after it does not exist.';
