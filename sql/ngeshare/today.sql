-- ngeshare.today (function)
-- Question: which local day do the views look from?
-- Grain:    one date
-- Reads:    ops.as_of, ops.as_of_day, ngeshare.local_date
-- Traps:    write (select ngeshare.today()) in views, so that it is computed once and not per row
create function ngeshare.today() returns date
language sql stable parallel safe
return coalesce(ops.as_of_day(), ngeshare.local_date(ops.as_of() at time zone 'UTC'));

comment on function ngeshare.today() is 'Local date of ops.as_of(), or the date that was chosen; what is dated after it does not exist.';
