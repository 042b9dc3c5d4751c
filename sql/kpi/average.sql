-- kpi.average (function)
-- Question: what is the mean of values with this sum and number?
-- Grain:    one number
-- Reads:    none
-- Traps:    null where there are no values; rounded once, half away from zero
create function kpi.average(total numeric, quantity numeric) returns numeric
language sql immutable parallel safe
return round(total / nullif(quantity, 0), 2);

comment on function kpi.average(numeric, numeric) is 'Mean with two decimals; null where there is nothing to divide by.';
