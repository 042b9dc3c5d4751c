-- analytics.today (function)
-- Question: which day do the views look from?
-- Grain:    one date
-- Reads:    ops.as_of, ops.as_of_day, analytics.time_zone
-- Traps:    write (select analytics.today()) in views, so that it is computed once and not per row
create function analytics.today() returns date
language sql stable parallel safe
return coalesce(ops.as_of_day(), (ops.as_of() at time zone analytics.time_zone())::date);

comment on function analytics.today() is 'Date of ops.as_of() in UTC, or the date that was chosen; what is dated after it does not exist.';
