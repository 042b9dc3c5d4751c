-- mgmt.midnight (function)
-- Question: at which moment does a local day begin?
-- Grain:    one moment per date
-- Reads:    ops.day_begins, ops.rule_academy_time_zone
-- Traps:    lets a filter on days use an index on the raw column; the inverse of mgmt.local_date: where clocks are put forward
--           at midnight the day begins with the new time, and where midnight comes twice with the first one
create function mgmt.midnight(day date) returns timestamptz
language sql immutable parallel safe
return case
    when
        (day::timestamp at time zone ops.rule_academy_time_zone() - interval '3 hours') at time zone ops.rule_academy_time_zone()
        = day::timestamp - interval '3 hours'
        and (day::timestamp at time zone ops.rule_academy_time_zone() + interval '3 hours') at time zone ops.rule_academy_time_zone()
        = day::timestamp + interval '3 hours'
        -- Clocks go on as before for hours around it, as on all days but a few.
        then day::timestamp at time zone ops.rule_academy_time_zone()
    else ops.day_begins(ops.rule_academy_time_zone(), day)
end;

comment on function mgmt.midnight(date) is 'Moment at which a local day begins.';
