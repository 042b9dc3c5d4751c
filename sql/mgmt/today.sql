-- mgmt.today (function)
-- Question: which local day do the views look from?
-- Grain:    one date
-- Reads:    ops.as_of, ops.as_of_day, mgmt.local_date
-- Traps:    write (select mgmt.today()) in views, so that it is computed once and not per row
create function mgmt.today() returns date
language sql stable parallel safe
return coalesce(ops.as_of_day(), mgmt.local_date(ops.as_of()));

comment on function mgmt.today() is 'Local date of ops.as_of(), or the date that was chosen; what is dated after it does not exist.';
