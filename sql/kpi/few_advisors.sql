-- kpi.few_advisors (function)
-- Question: how many advisors are so few that a rate which rests on them has to say so?
-- Grain:    one number; from so many on they are enough
-- Reads:    none
-- Traps:    no rule of an organisation: academy.minimum_people is about the students of the study centre
create function kpi.few_advisors() returns integer
language sql immutable parallel safe
return 5;

comment on function kpi.few_advisors() is 'A rate that rests on fewer advisors than this says so.';
