-- ngeshare.earliest_memberships (view)
-- Question: since when does a user have a role in a group, and under which name?
-- Grain:    one row per group_id, user_id, role
-- Reads:    public."UserHangoutGroup", public."User", ngeshare.curriculum_groups, ngeshare.horizon,
--           ngeshare.person_name
-- Traps:    the same rules as ngeshare.memberships, applied after picking the first record, because they hold for all
--           records of a group and user alike: so an index yields the order and nothing is sorted;
--           of equal joining times the smallest record id wins, compared byte by byte on every server
create view ngeshare.earliest_memberships as
with
    first_records as (
        select distinct on (membership."hangoutGroupId", membership."hangoutGroupRole", membership."userId")
            membership."hangoutGroupId" as group_id,
            membership."userId" as user_id,
            membership."hangoutGroupRole" as role,
            membership.id as membership_id,
            membership."joinedAt" as joined_at,
            membership."userEmail" as user_email,
            membership."publicId" as public_id
        from public."UserHangoutGroup" as membership
        where
            membership."userId" is not null
            and least(membership."joinedAt", (select ngeshare.horizon())) <> (select ngeshare.horizon())
        order by
            membership."hangoutGroupId",
            membership."hangoutGroupRole",
            membership."userId",
            membership."joinedAt",
            membership.id collate "C"
    )

select
    first_records.group_id,
    first_records.user_id,
    first_records.role,
    first_records.membership_id,
    first_records.joined_at at time zone 'UTC' as joined_at,
    ngeshare.person_name(
        member.email, first_records.user_email, first_records.public_id, first_records.user_id
    ) as user_name
from first_records
inner join ngeshare.curriculum_groups on curriculum_groups.group_id = first_records.group_id
-- An outer join, so that the planner drops it where the name is not asked for.
left join public."User" as member on member.id = first_records.user_id
where not exists (
    select 1
    from public."User" as deleted_user
    where deleted_user.id = first_records.user_id and deleted_user."deletedAt" is not null
);

comment on view ngeshare.earliest_memberships is 'The earliest membership of each user in each group and role.';
comment on column ngeshare.earliest_memberships.group_id is 'The group.';
comment on column ngeshare.earliest_memberships.user_id is 'The user.';
comment on column ngeshare.earliest_memberships.role is 'FACILITATOR or MEMBER.';
comment on column ngeshare.earliest_memberships.membership_id is 'The membership record.';
comment on column ngeshare.earliest_memberships.joined_at is 'Moment the user first joined the group in this role.';
comment on column ngeshare.earliest_memberships.user_name is 'Name of the user by this record.';
