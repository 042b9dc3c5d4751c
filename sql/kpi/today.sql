-- kpi.today (function)
-- Question: which local day do the views look from?
-- Grain:    one date
-- Reads:    ops.as_of, ops.as_of_day, ops.rule_teloo_time_zone
-- Traps:    write (select kpi.today()) in views, so that it is computed once and not per row
create function kpi.today() returns date
language sql stable parallel safe
return coalesce(ops.as_of_day(), (ops.as_of() at time zone ops.rule_teloo_time_zone())::date);

comment on function kpi.today() is 'Local date of ops.as_of(), or the date that was chosen; what is dated after it does not exist.';
