-- ngeshare.refresh_rosters (function)
-- Question: what do the raw rows now say about these people in these groups?
-- Grain:    writes ngeshare.group_rosters, one row per group, user and role; returns how many rows changed
-- Reads:    public."UserHangoutGroup", public."User", ngeshare.group_rosters, ngeshare.given, ngeshare.person_name
-- Traps:    joining dates in the future are kept: views look from any day; the earliest record stays the earliest on all
create function ngeshare.refresh_rosters(group_ids text[], user_ids text[]) returns bigint
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

        first_records as (
            select distinct on (membership."hangoutGroupId", membership."userId", membership."hangoutGroupRole")
                membership."hangoutGroupId" as group_id,
                membership."userId" as user_id,
                membership."hangoutGroupRole" as role,
                membership.id as membership_id,
                membership."joinedAt" at time zone 'UTC' as joined_at,
                ngeshare.person_name(
                    member.email, membership."userEmail", membership."publicId", membership."userId"
                ) as user_name,
                coalesce(ngeshare.given(member.email), ngeshare.given(membership."userEmail")) as contact
            from touched
            inner join public."UserHangoutGroup" as membership
                on membership."hangoutGroupId" = touched.group_id and membership."userId" = touched.user_id
            inner join public."User" as member on member.id = membership."userId"
            where membership."joinedAt" is not null and member."deletedAt" is null
            order by
                membership."hangoutGroupId",
                membership."userId",
                membership."hangoutGroupRole",
                membership."joinedAt",
                membership.id collate "C"
        ),

        measured as materialized (
            select
                group_id,
                user_id,
                role,
                membership_id,
                joined_at,
                user_name,
                contact
            from first_records
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

comment on function ngeshare.refresh_rosters(text[], text[]) is
    'Recomputes the roster rows of the given people in the given groups (parallel arrays) from the raw memberships.';
