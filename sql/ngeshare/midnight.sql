-- ngeshare.midnight (function)
-- Question: at which source timestamp does a local day begin?
-- Grain:    one timestamp per date
-- Reads:    ops.rule_ngeshare_time_zone
-- Traps:    lets a filter on days use an index on the raw timestamp; the inverse of ngeshare.local_date: where the clock
--           is set back at one o'clock midnight comes twice, and the first one begins the day (three hours after nine in the
--           evening, which comes once); where midnight is skipped, the day begins with what follows
create function ngeshare.midnight(day date) returns timestamp
language sql immutable parallel safe
return least(
    (day::timestamp at time zone ops.rule_ngeshare_time_zone()) at time zone 'UTC',
    case
        when
            (
                ((day::timestamp - interval '3 hours') at time zone ops.rule_ngeshare_time_zone()) + interval '3 hours'
            ) at time zone ops.rule_ngeshare_time_zone() >= day::timestamp
            then
                (
                    ((day::timestamp - interval '3 hours') at time zone ops.rule_ngeshare_time_zone())
                    + interval '3 hours'
                ) at time zone 'UTC'
    end
);

comment on function ngeshare.midnight(date) is 'UTC wall-clock timestamp at which a local day begins.';
