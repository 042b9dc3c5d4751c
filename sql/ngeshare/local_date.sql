-- ngeshare.local_date (function)
-- Question: on which local day does a source timestamp fall?
-- Grain:    one date per timestamp
-- Reads:    ngeshare.time_zone
-- Traps:    takes the source's UTC wall clock, not a timestamptz; null in, null out
create function ngeshare.local_date(moment timestamp) returns date
language sql immutable parallel safe
return ((moment at time zone 'UTC') at time zone ngeshare.time_zone())::date;

comment on function ngeshare.local_date(timestamp) is 'Local date of a UTC wall-clock timestamp.';
