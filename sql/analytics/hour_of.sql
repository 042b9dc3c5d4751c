-- analytics.hour_of (function)
-- Question: in which hour does a moment lie?
-- Grain:    one timestamptz
-- Reads:    none
-- Traps:    UTC hours, whatever the session's zone; an infinite moment stays infinite
create function analytics.hour_of(moment timestamptz) returns timestamptz
language sql immutable parallel safe
return date_bin(interval '1 hour', moment, timestamptz '2000-01-01 00:00+00');

comment on function analytics.hour_of(timestamptz) is 'First moment of the UTC hour that a moment lies in.';
