-- kpi.wilson_high (function)
-- Question: how high may the true rate be, given so many hits among so many?
-- Grain:    one number, percent
-- Reads:    kpi.wilson_low
-- Traps:    the upper end of Wilson's 95 % interval: 100 less the lower end of the misses' rate; null for an empty whole
create function kpi.wilson_high(hits bigint, whole bigint) returns numeric
language sql immutable parallel safe
return 100 - kpi.wilson_low(whole - hits, whole);

comment on function kpi.wilson_high(bigint, bigint) is 'Upper end of Wilson''s 95 % interval of a rate, percent.';
