-- ops.few_people (function)
-- Question: how many people are so few that a number which rests on them has to say so?
-- Grain:    one number; from so many on they are enough
-- Reads:    ops.rule_academy_minimum_people
-- Traps:    none
create function ops.few_people() returns integer
language sql immutable parallel safe
return ops.rule_academy_minimum_people();

comment on function ops.few_people() is 'A number that rests on fewer people than {academy.minimum_people} says so.';
