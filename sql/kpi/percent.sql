-- kpi.percent (function)
-- Question: how many percent of the whole is the part?
-- Grain:    one number
-- Reads:    none
-- Traps:    null for an empty whole; exact numbers in, rounded once, half away from zero
create function kpi.percent(part numeric, whole numeric) returns numeric
language sql immutable parallel safe
return round(100 * part / nullif(whole, 0), 2);

comment on function kpi.percent(numeric, numeric) is
    'Percentage with two decimals; null where there is nothing to divide by.';
