-- mgmt.is_in_daypart (function)
-- Question: does an hour of the clock belong to a part of the day?
-- Grain:    one answer per hour, 0 to 23
-- Reads:    ops.rule_academy_dayparts
-- Traps:    the parts are {academy.dayparts.0:hours}, {academy.dayparts.1:hours} and {academy.dayparts.2:hours}, the end excluded;
--           looks at the hour once, for whoever gives a long way to compute it
create function mgmt.is_in_daypart(hour integer) returns boolean
language sql immutable parallel safe
return int4multirange(
    int4range((ops.rule_academy_dayparts() -> 0 ->> 0)::integer, (ops.rule_academy_dayparts() -> 0 ->> 1)::integer),
    int4range((ops.rule_academy_dayparts() -> 1 ->> 0)::integer, (ops.rule_academy_dayparts() -> 1 ->> 1)::integer),
    int4range((ops.rule_academy_dayparts() -> 2 ->> 0)::integer, (ops.rule_academy_dayparts() -> 2 ->> 1)::integer)
) @> hour;

comment on function mgmt.is_in_daypart(integer) is 'Whether an hour of the clock belongs to a part of the day.';
