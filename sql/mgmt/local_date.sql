-- mgmt.local_date (function)
-- Question: on which local day does a moment fall?
-- Grain:    one date per moment
-- Reads:    ops.rule_academy_time_zone, mgmt.is_on_calendar
-- Traps:    null in, null out; a moment that is on no calendar has an infinite day, so that one absurd row stops nothing
create function mgmt.local_date(moment timestamptz) returns date
language sql immutable parallel safe
return case
    when mgmt.is_on_calendar(moment) then (moment at time zone ops.rule_academy_time_zone())::date
    when moment > timestamptz '2000-01-01 00:00+00' then date 'infinity'
    when moment <= timestamptz '2000-01-01 00:00+00' then date '-infinity'
end;

comment on function mgmt.local_date(timestamptz) is 'Local date of a moment.';
