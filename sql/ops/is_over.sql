-- ops.is_over (function)
-- Question: is all that is dated older than the last days or hours, so that nothing can be told of them?
-- Grain:    one answer per newest day
-- Reads:    none
-- Traps:    both days are of one zone: today is what the domain's own today() says; today is the first of the days, so one
--           day reaches back to yesterday's end; what reaches back no time at all tells of all of history
create function ops.is_over(last_day date, today date, days integer, hours integer) returns boolean
language sql immutable parallel safe
return coalesce(
    greatest(days * 24, hours) > 0 and last_day + greatest(days * 24, hours) * interval '1 hour' <= today, false
);

comment on function ops.is_over(date, date, integer, integer) is
    'Whether the newest day lies before the last days or hours up to today; false where nothing is dated.';
