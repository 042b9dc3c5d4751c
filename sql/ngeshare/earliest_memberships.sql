-- ngeshare.earliest_memberships (view)
-- Question: since when does a user have a role in a group?
-- Grain:    one row per group_id, user_id, role
-- Reads:    ngeshare.memberships
-- Traps:    of equal joining times the smallest record id wins; ids compare byte by byte on every server
create view ngeshare.earliest_memberships as
select distinct on (memberships.group_id collate "C", memberships.user_id collate "C", memberships.role collate "C")
    memberships.group_id,
    memberships.user_id,
    memberships.role,
    memberships.membership_id,
    memberships.joined_at,
    memberships.user_name
from ngeshare.memberships
order by
    memberships.group_id collate "C",
    memberships.user_id collate "C",
    memberships.role collate "C",
    memberships.joined_at,
    memberships.membership_id collate "C";

comment on view ngeshare.earliest_memberships is 'The earliest membership of each user in each group and role.';
comment on column ngeshare.earliest_memberships.group_id is 'The group.';
comment on column ngeshare.earliest_memberships.user_id is 'The user.';
comment on column ngeshare.earliest_memberships.role is 'FACILITATOR or MEMBER.';
comment on column ngeshare.earliest_memberships.membership_id is 'The membership record.';
comment on column ngeshare.earliest_memberships.joined_at is 'Moment the user first joined the group in this role.';
comment on column ngeshare.earliest_memberships.user_name is 'Name of the user by this record.';
