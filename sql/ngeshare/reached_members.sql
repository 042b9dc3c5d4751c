-- ngeshare.reached_members (function)
-- Question: how many different people have to attend an episode for a group to have reached it?
-- Grain:    one number; null where the rule is another one
-- Reads:    ops.rule_ngeshare_reached_by
-- Traps:    the rule is a text: "anyone", "2 members", "50 %"; of the second kind this is the number
create function ngeshare.reached_members() returns integer
language sql immutable parallel safe
return substring(ops.rule_ngeshare_reached_by() from '^(\d+) members?$')::integer;

comment on function ngeshare.reached_members() is
    'So many people, whoever they are, attend an episode that counts as reached; null: the rule asks for no number.';
