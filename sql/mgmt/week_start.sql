-- mgmt.week_start (function)
-- Question: on which day does the week of a day begin?
-- Grain:    one date per date
-- Reads:    ops.rule_academy_week_starts_on
-- Traps:    a {academy.week_starts_on:weekday}; numbers of weekdays stay those of ISO, from Monday on
create function mgmt.week_start(day date) returns date
language sql immutable parallel safe
return day - (
    extract(isodow from day)::integer
    + 7
    - array_position(
        array['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'],
        ops.rule_academy_week_starts_on()
    )
) % 7;

comment on function mgmt.week_start(date) is 'The {academy.week_starts_on:weekday} that begins the week of a day.';
