-- ngeshare.rebuild_shared_members (function)
-- Question: what do all rosters say about the members that groups share?
-- Grain:    writes ngeshare.shared_members; returns how many rows changed
-- Reads:    ngeshare.group_rosters, ngeshare.shared_members, ngeshare.refresh_shared_members
-- Traps:    groups that have no roster any more are asked for, too, so that nothing of them stays
create function ngeshare.rebuild_shared_members() returns bigint
language sql volatile
begin atomic
    select ngeshare.refresh_shared_members(
        array(
            select group_rosters.group_id
            from ngeshare.group_rosters
            union
            select shared_members.group_id
            from ngeshare.shared_members
        )
    );
end;

comment on function ngeshare.rebuild_shared_members() is 'Recomputes the shared members of every group from the rosters.';
