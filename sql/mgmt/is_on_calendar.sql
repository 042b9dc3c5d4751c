-- mgmt.is_on_calendar (function)
-- Question: is a moment in the years 1 to 9999, so that it has a local day?
-- Grain:    one answer per moment
-- Reads:    none
-- Traps:    null in, null out; infinity and the years that only databases know are not
create function mgmt.is_on_calendar(moment timestamptz) returns boolean
language sql immutable parallel safe
return moment >= timestamptz '0001-01-02 00:00+00' and moment < timestamptz '9999-12-30 00:00+00';

comment on function mgmt.is_on_calendar(timestamptz) is 'Whether a moment has a local day.';
