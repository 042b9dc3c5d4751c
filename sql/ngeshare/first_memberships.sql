-- ngeshare.first_memberships (view)
-- Question: which record stands for a person's membership in a group, role by role?
-- Grain:    one row per group_id, user_id, role
-- Reads:    public."UserHangoutGroup", public."User", ngeshare.given, ngeshare.person_name
-- Traps:    joining dates in the future are kept: views look from any day; the earliest record stays the earliest on all
create view ngeshare.first_memberships as
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
from public."UserHangoutGroup" as membership
inner join public."User" as member on member.id = membership."userId"
where membership."joinedAt" is not null and member."deletedAt" is null
order by
    membership."hangoutGroupId",
    membership."userId",
    membership."hangoutGroupRole",
    membership."joinedAt",
    membership.id collate "C";

comment on view ngeshare.first_memberships is
    'The earliest record with a joining date, per group, user who is not soft-deleted, and role.';
comment on column ngeshare.first_memberships.group_id is 'The group, inside or outside the curriculum.';
comment on column ngeshare.first_memberships.user_id is 'The user.';
comment on column ngeshare.first_memberships.role is 'FACILITATOR or MEMBER, as production writes it.';
comment on column ngeshare.first_memberships.membership_id is 'The earliest record; of equal joining times the smallest id.';
comment on column ngeshare.first_memberships.joined_at is 'Joining moment of that record.';
comment on column ngeshare.first_memberships.user_name is
    'Name by that record: e-mail before @, else the record''s own, else public id, else user id.';
comment on column ngeshare.first_memberships.contact is 'E-mail of the user, else the record''s; empty when neither is known.';
