-- kpi.wilson_low (function)
-- Question: how low may the true rate be, given so many hits among so many?
-- Grain:    one number, percent
-- Reads:    none
-- Traps:    the lower end of Wilson's 95 % interval; null for an empty whole
create function kpi.wilson_low(hits bigint, whole bigint) returns numeric
language sql immutable parallel safe
return case
    when hits = 0 and whole > 0 then 0.00
    else round((100 * (
        hits + 1.9207294 - 1.9599640 * sqrt(hits::double precision * (whole - hits) / nullif(whole, 0) + 0.9603647)
    ) / (whole + 3.8414588))::numeric, 2)
end;

comment on function kpi.wilson_low(bigint, bigint) is 'Lower end of Wilson''s 95 % interval of a rate, percent.';
