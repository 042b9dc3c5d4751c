-- ngeshare.is_on_calendar (function)
-- Question: is a source timestamp in the years 1 to 9999, so that it has a local day?
-- Grain:    one answer per timestamp
-- Reads:    none
-- Traps:    null in, null out; infinity and the years that only databases know are not
create function ngeshare.is_on_calendar(moment timestamp) returns boolean
language sql immutable parallel safe
return moment >= timestamp '0001-01-02' and moment < timestamp '9999-12-30';

comment on function ngeshare.is_on_calendar(timestamp) is 'Whether a UTC wall-clock timestamp has a local day.';
