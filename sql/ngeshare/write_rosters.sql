-- ngeshare.write_rosters (function)
-- Question: what do the raw rows now say about these people in these groups?
-- Grain:    writes ngeshare.group_rosters, one row per group, user and role; returns how many rows changed
-- Reads:    ngeshare.first_memberships, ngeshare.group_rosters
-- Writes:   ngeshare.group_rosters
-- Traps:    people are asked for one by one, which suits what a sync changes; ngeshare.rebuild_rosters suits everybody
create function ngeshare.write_rosters(group_ids text[], user_ids text[]) returns bigint
language sql volatile
begin atomic
    with
        touched as materialized (
            select distinct
                pair.group_id,
                pair.user_id
            from unnest(group_ids, user_ids) as pair (group_id, user_id)
            where pair.user_id is not null
        ),

        measured as materialized (
            select
                touched.group_id,
                touched.user_id,
                earliest.role,
                earliest.membership_id,
                earliest.joined_at,
                earliest.user_name,
                earliest.contact
            from touched
            cross join lateral (
                select
                    role,
                    membership_id,
                    joined_at,
                    user_name,
                    contact
                from ngeshare.first_memberships
                where
                    first_memberships.group_id = touched.group_id
                    and first_memberships.user_id = touched.user_id
                -- Keeps the planner from joining with the first records of everybody.
                order by role offset 0
            ) as earliest
        ),

        forgotten as (
            delete from ngeshare.group_rosters
            using touched
            where
                group_rosters.group_id = touched.group_id
                and group_rosters.user_id = touched.user_id
                and not exists (
                    select 1
                    from measured
                    where
                        measured.group_id = group_rosters.group_id
                        and measured.user_id = group_rosters.user_id
                        and measured.role = group_rosters.role
                )
            returning 1
        ),

        written as (
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
            on conflict (group_id, user_id, role) do update set
                membership_id = excluded.membership_id,
                joined_at = excluded.joined_at,
                user_name = excluded.user_name,
                contact = excluded.contact
            where
                (group_rosters.membership_id, group_rosters.joined_at, group_rosters.user_name, group_rosters.contact)
                is distinct from
                (excluded.membership_id, excluded.joined_at, excluded.user_name, excluded.contact)
            returning 1
        )

    select (select count(*) from forgotten) + (select count(*) from written);
end;

comment on function ngeshare.write_rosters(text[], text[]) is
    'Recomputes the roster rows of the given people in the given groups (parallel arrays) from the raw memberships.';
