-- ngeshare.reached_share (function)
-- Question: what share of its members has to attend an episode for a group to have reached it?
-- Grain:    one percentage; null where the rule is another one
-- Reads:    ops.rule_ngeshare_reached_by
-- Traps:    the rule is a text: "anyone", "2 members", "50 %"; of the third kind this is the number, as it is written
create function ngeshare.reached_share() returns numeric
language sql immutable parallel safe
return substring(ops.rule_ngeshare_reached_by() from '^(\d+(?:\.\d+)?) %$')::numeric;

comment on function ngeshare.reached_share() is
    'So many percent of the members attend an episode that counts as reached; null: the rule asks for no share.';
