-- ngeshare.active_days (function)
-- Question: for how many days after a meeting does a group, or a member, still count as active?
-- Grain:    one number of days
-- Reads:    none
-- Traps:    inclusive: a meeting exactly that many local days ago still counts
create function ngeshare.active_days() returns integer
language sql immutable parallel safe
return 28;

comment on function ngeshare.active_days() is
    'Days after a meeting, or after a group''s creation, before it counts as stalled.';
