-- ngeshare.local_date (function)
-- Question: on which local day does a source timestamp fall?
-- Grain:    one date per timestamp
-- Reads:    ops.rule_ngeshare_time_zone, ngeshare.is_on_calendar
-- Traps:    takes the source's UTC wall clock, not a timestamptz; null in, null out; a timestamp that is on no calendar
--           has an infinite day, so that one absurd row stops nothing
create function ngeshare.local_date(moment timestamp) returns date
language sql immutable parallel safe
return case
    when ngeshare.is_on_calendar(moment) then ((moment at time zone 'UTC') at time zone ops.rule_ngeshare_time_zone())::date
    when moment > timestamp '2000-01-01' then date 'infinity'
    when moment <= timestamp '2000-01-01' then date '-infinity'
end;

comment on function ngeshare.local_date(timestamp) is 'Local date of a UTC wall-clock timestamp.';
