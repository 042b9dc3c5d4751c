-- ngeshare.local_date (function)
-- Question: on which local day does a source timestamp fall?
-- Grain:    one date per timestamp
-- Reads:    ngeshare.time_zone
-- Traps:    takes the source's UTC wall clock, not a timestamptz; null in, null out; dates outside the years 1 to 9999,
--           which no calendar of ours reaches, count as infinite, so that one absurd row stops nothing
create function ngeshare.local_date(moment timestamp) returns date
language sql immutable parallel safe
return case
    when moment < timestamp '0001-01-02' then date '-infinity'
    when moment >= timestamp '9999-12-30' then date 'infinity'
    else ((moment at time zone 'UTC') at time zone ngeshare.time_zone())::date
end;

comment on function ngeshare.local_date(timestamp) is 'Local date of a UTC wall-clock timestamp.';
