-- mgmt.local_date (function)
-- Question: on which local day does a moment fall?
-- Grain:    one date per moment
-- Reads:    mgmt.time_zone
-- Traps:    null in, null out
create function mgmt.local_date(moment timestamptz) returns date
language sql immutable parallel safe
return (moment at time zone mgmt.time_zone())::date;

comment on function mgmt.local_date(timestamptz) is 'Local date of a moment.';
