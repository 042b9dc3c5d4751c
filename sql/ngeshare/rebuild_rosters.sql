-- ngeshare.rebuild_rosters (function)
-- Question: what do all the raw rows say about all rosters?
-- Grain:    writes ngeshare.group_rosters, one row per group, user and role; returns how many rows changed
-- Reads:    public."UserHangoutGroup", ngeshare.group_rosters, ngeshare.refresh_rosters
-- Traps:    the rules of ngeshare.refresh_rosters, on every person of every group
create function ngeshare.rebuild_rosters() returns bigint
language sql volatile
begin atomic
    with
        people as (
            select
                membership."hangoutGroupId" as group_id,
                membership."userId" as user_id
            from public."UserHangoutGroup" as membership
            union
            select
                group_rosters.group_id,
                group_rosters.user_id
            from ngeshare.group_rosters
        )

    select ngeshare.refresh_rosters(array_agg(people.group_id), array_agg(people.user_id)) from people;
end;

comment on function ngeshare.rebuild_rosters() is 'Recomputes every roster from the raw memberships.';
