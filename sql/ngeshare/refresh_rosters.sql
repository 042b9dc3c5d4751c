-- ngeshare.refresh_rosters (function)
-- Question: which rosters, facilitators, shared members and marks must follow memberships of these people in these groups?
-- Grain:    writes ngeshare.group_rosters and what follows from it; returns how many rows changed
-- Reads:    ngeshare.joined_by_group, ngeshare.write_rosters, ngeshare.shared_members, ngeshare.refresh_shared_members,
--           ngeshare.refresh_marks, ngeshare.refresh_facilitators, ngeshare.facilitators_among,
--           ngeshare.refresh_meetings, ngeshare.reached_share, public."UserHangoutGroupAttendance", ngeshare.local_date
-- Traps:    shared members and marks are made of rosters, so these come first; another name or contact touches neither;
--           meetings follow only where the rule of who has to attend is a share of the members
create function ngeshare.refresh_rosters(group_ids text[], user_ids text[]) returns bigint
language plpgsql as $$
declare
    asked constant text[] := array(select distinct one.group_id from unnest(group_ids) as one (group_id));
    joined_before constant jsonb := ngeshare.joined_by_group(asked);
    joined_now jsonb;
    regrouped text[];
    shared_before text[];
    written bigint;
begin
    written := ngeshare.write_rosters(group_ids, user_ids);
    joined_now := ngeshare.joined_by_group(asked);
    regrouped := array(
        select one.group_id
        from unnest(asked) as one (group_id)
        where joined_before -> one.group_id is distinct from joined_now -> one.group_id
    );
    -- A record that says nothing new of its group may be the latest one of its facilitator.
    written := written + ngeshare.refresh_facilitators(ngeshare.facilitators_among(user_ids, regrouped));
    if regrouped = '{}' then
        return written;
    end if;
    if ngeshare.reached_share() is not null then
        written := written + coalesce(
            (
                select ngeshare.refresh_meetings(array_agg(met.group_id), array_agg(met.met_on))
                from (
                    select distinct
                        attendance."hangoutGroupId" as group_id,
                        ngeshare.local_date(attendance."attendedAt") as met_on
                    from public."UserHangoutGroupAttendance" as attendance
                    where attendance."hangoutGroupId" = any(regrouped)
                ) as met
            ),
            0
        );
    end if;
    shared_before := array(
        select shared_members.other_group_id
        from ngeshare.shared_members
        where shared_members.group_id = any(regrouped)
    );
    return written
        + ngeshare.refresh_shared_members(regrouped)
        + ngeshare.refresh_marks(regrouped || shared_before);
end;
$$;

comment on function ngeshare.refresh_rosters(text[], text[]) is
    'Recomputes the roster rows of the given people in the given groups (parallel arrays), then what follows for these groups.';
