-- ngeshare.group_members (view)
-- Question: who are the members of each curriculum group?
-- Grain:    one row per group_id, user_id
-- Reads:    ngeshare.memberships
-- Traps:    a facilitator who also has a MEMBER membership in the group is one of its members
create view ngeshare.group_members as
select
    memberships.group_id,
    memberships.user_id
from ngeshare.memberships
where memberships.role = 'MEMBER'
group by memberships.group_id, memberships.user_id;

comment on view ngeshare.group_members is 'Distinct users with a MEMBER membership, per curriculum group.';
comment on column ngeshare.group_members.group_id is 'The group.';
comment on column ngeshare.group_members.user_id is 'The member.';
