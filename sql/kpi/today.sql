-- kpi.today (function)
-- Question: which local day do the views look from?
-- Grain:    one date
-- Reads:    ops.as_of, kpi.time_zone
-- Traps:    write (select kpi.today()) in views, so that it is computed once and not per row
create function kpi.today() returns date
language sql stable parallel safe
return (ops.as_of() at time zone kpi.time_zone())::date;

comment on function kpi.today() is 'Local date of ops.as_of(); what is dated after it does not exist.';
