-- kpi.is_on_calendar (function)
-- Question: is a moment in the years 1 to 9999, so that it has a local day?
-- Grain:    one answer per moment
-- Reads:    none
-- Traps:    null in, false out; infinity and the years that only databases know are not; asking so costs nothing beside
--           asking whether kpi.local_month is null, which takes each row to the local clock once more;
--           `is true` keeps the planner from taking two bounds beside a third one for a short stretch
create function kpi.is_on_calendar(moment timestamptz) returns boolean
language sql immutable parallel safe
return (moment between timestamptz '0001-01-02 00:00:00+00' and timestamptz '9999-12-30 00:00:00+00') is true;

comment on function kpi.is_on_calendar(timestamptz) is 'Whether a moment has a local day.';
