-- ngeshare.rebuild_rosters (function)
-- Question: what do all the raw rows say about all rosters?
-- Grain:    writes ngeshare.group_rosters, one row per group, user and role; returns how many rows changed
-- Reads:    ngeshare.first_memberships, ngeshare.group_rosters
-- Writes:   ngeshare.group_rosters
-- Traps:    the rules of ngeshare.refresh_rosters, on every person of every group in one pass
create function ngeshare.rebuild_rosters() returns bigint
language sql volatile
begin atomic
    with
        measured as materialized (
            select
                group_id,
                user_id,
                role,
                membership_id,
                joined_at,
                user_name,
                contact
            from ngeshare.first_memberships
        ),

        forgotten as (
            delete from ngeshare.group_rosters
            where
                not exists (
                    select 1
                    from measured
                    where
                        measured.group_id = group_rosters.group_id
                        and measured.user_id = group_rosters.user_id
                        and measured.role = group_rosters.role
                )
            returning 1
        ),

        corrected as (
            update ngeshare.group_rosters set
                membership_id = measured.membership_id,
                joined_at = measured.joined_at,
                user_name = measured.user_name,
                contact = measured.contact
            from measured
            where
                group_rosters.group_id = measured.group_id
                and group_rosters.user_id = measured.user_id
                and group_rosters.role = measured.role
                and (group_rosters.membership_id, group_rosters.joined_at, group_rosters.user_name, group_rosters.contact)
                is distinct from
                (measured.membership_id, measured.joined_at, measured.user_name, measured.contact)
            returning 1
        ),

        added as (
            insert into ngeshare.group_rosters (
                group_id, user_id, role, membership_id, joined_at, user_name, contact
            )
            select
                measured.group_id,
                measured.user_id,
                measured.role,
                measured.membership_id,
                measured.joined_at,
                measured.user_name,
                measured.contact
            from measured
            where
                not exists (
                    select 1
                    from ngeshare.group_rosters
                    where
                        group_rosters.group_id = measured.group_id
                        and group_rosters.user_id = measured.user_id
                        and group_rosters.role = measured.role
                )
            returning 1
        )

    select (select count(*) from forgotten) + (select count(*) from corrected) + (select count(*) from added);
end;

comment on function ngeshare.rebuild_rosters() is 'Recomputes every roster from the raw memberships.';
