-- ops.local_clock (function)
-- Question: what do a zone's clocks say at a moment, if from `since` until `until` they are ahead of UTC by `shift`?
-- Grain:    one timestamp per moment
-- Reads:    none
-- Traps:    the same as `at time zone zone`, only faster for moments in the span, which ops.steady_clock finds
create function ops.local_clock(
    moment timestamptz, zone text, since timestamptz, until timestamptz, shift interval
) returns timestamp
language sql immutable parallel safe
return case
    when moment >= since and moment < until then moment at time zone shift
    else moment at time zone zone
end;

comment on function ops.local_clock(timestamptz, text, timestamptz, timestamptz, interval) is
    'Wall clock of a zone at a moment, fast where its clocks are known to be steady.';
