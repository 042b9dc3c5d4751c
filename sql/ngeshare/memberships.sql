-- ngeshare.memberships (view)
-- Question: who belongs to which curriculum group, in which role, since when?
-- Grain:    one row per membership record; a user may have several in one group and role
-- Reads:    public."UserHangoutGroup", public."User", ngeshare.curriculum_groups, ngeshare.horizon,
--           ngeshare.given, ngeshare.person_name
-- Traps:    soft deletion is that of the last sync, also when looking from an earlier day;
--           least(x, limit) <> limit says x < limit, but lets the planner expect that most rows pass
create view ngeshare.memberships as
select
    membership.id as membership_id,
    membership."hangoutGroupId" as group_id,
    membership."userId" as user_id,
    membership."hangoutGroupRole" as role,
    membership."joinedAt" at time zone 'UTC' as joined_at,
    ngeshare.person_name(
        member.email, membership."userEmail", membership."publicId", membership."userId"
    ) as user_name,
    coalesce(ngeshare.given(member.email), ngeshare.given(membership."userEmail")) as contact
from public."UserHangoutGroup" as membership
inner join ngeshare.curriculum_groups on curriculum_groups.group_id = membership."hangoutGroupId"
-- An outer join, so that the planner drops it where neither name nor contact is asked for.
left join public."User" as member on member.id = membership."userId"
where
    membership."userId" is not null
    and least(membership."joinedAt", (select ngeshare.horizon())) <> (select ngeshare.horizon())
    and not exists (
        select 1
        from public."User" as deleted_user
        where deleted_user.id = membership."userId" and deleted_user."deletedAt" is not null
    );

comment on view ngeshare.memberships is
    'Memberships that count: with a joining date by today and a user that is not soft-deleted, in a curriculum group.';
comment on column ngeshare.memberships.membership_id is
    'The membership record; the smaller one wins a tie of joining times.';
comment on column ngeshare.memberships.group_id is 'The group.';
comment on column ngeshare.memberships.user_id is 'The user.';
comment on column ngeshare.memberships.role is 'FACILITATOR or MEMBER.';
comment on column ngeshare.memberships.joined_at is 'Moment the user joined.';
comment on column ngeshare.memberships.user_name is 'Name of the user by this record: see ngeshare.person_name.';
comment on column ngeshare.memberships.contact is
    'E-mail of the user, else the one given when joining; empty when neither is known.';
