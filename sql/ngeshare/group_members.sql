-- ngeshare.group_members (view)
-- Question: who are the members of each curriculum group?
-- Grain:    one row per group_id, user_id
-- Reads:    ngeshare.earliest_memberships
-- Traps:    a facilitator who also has a MEMBER membership in the group is one of its members
create view ngeshare.group_members as
select
    earliest_memberships.group_id,
    earliest_memberships.user_id
from ngeshare.earliest_memberships
where earliest_memberships.role = 'MEMBER';

comment on view ngeshare.group_members is 'Distinct users with a MEMBER membership, per curriculum group.';
comment on column ngeshare.group_members.group_id is 'The group.';
comment on column ngeshare.group_members.user_id is 'The member.';
