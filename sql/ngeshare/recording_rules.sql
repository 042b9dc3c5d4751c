-- ngeshare.recording_rules (function)
-- Question: under which rules are meetings recorded now?
-- Grain:    one text
-- Reads:    ops.rule_ngeshare_time_zone, ops.rule_ngeshare_reached_by
-- Traps:    to be compared with itself, as ngeshare.group_meetings remembers it
create function ngeshare.recording_rules() returns text
language sql immutable parallel safe
return ops.rule_ngeshare_time_zone() || ', ' || ops.rule_ngeshare_reached_by();

comment on function ngeshare.recording_rules() is 'The zone that dates a meeting, and who has to attend an episode of it.';
