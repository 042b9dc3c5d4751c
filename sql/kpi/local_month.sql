-- kpi.local_month (function)
-- Question: in which local month did it happen?
-- Grain:    one date, the month's first day
-- Reads:    ops.rule_teloo_time_zone, kpi.is_on_calendar
-- Traps:    null for moments that no calendar knows: infinite, or before the year 1
create function kpi.local_month(moment timestamptz) returns date
language sql immutable parallel safe
return case
    when kpi.is_on_calendar(moment)
        then date_trunc('month', moment at time zone ops.rule_teloo_time_zone())::date
end;

comment on function kpi.local_month(timestamptz) is 'First day of the local month; null for moments that no calendar knows.';
