-- ngeshare.refresh_rosters (function)
-- Question: which rosters, and which shared members, must follow memberships of these people in these groups?
-- Grain:    writes ngeshare.group_rosters and ngeshare.shared_members; returns how many rows changed
-- Reads:    ngeshare.write_rosters, ngeshare.refresh_shared_members
-- Traps:    shared members are made of rosters, so these come first
create function ngeshare.refresh_rosters(group_ids text[], user_ids text[]) returns bigint
language sql volatile
begin atomic
    select ngeshare.write_rosters(group_ids, user_ids) + ngeshare.refresh_shared_members(group_ids);
end;

comment on function ngeshare.refresh_rosters(text[], text[]) is
    'Recomputes the roster rows of the given people in the given groups (parallel arrays), then whom these groups share.';
