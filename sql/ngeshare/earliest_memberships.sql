-- ngeshare.earliest_memberships (view)
-- Question: since when does a user have a role in a curriculum group, and under which name?
-- Grain:    one row per group_id, user_id, role
-- Reads:    ngeshare.rosters_to_date, ngeshare.curriculum_groups
-- Traps:    of equal joining times the smallest record id wins, compared byte by byte on every server
create view ngeshare.earliest_memberships as
select
    rosters_to_date.group_id,
    rosters_to_date.user_id,
    rosters_to_date.role,
    rosters_to_date.membership_id,
    rosters_to_date.joined_at,
    rosters_to_date.user_name,
    rosters_to_date.contact
from ngeshare.rosters_to_date
inner join ngeshare.curriculum_groups on curriculum_groups.group_id = rosters_to_date.group_id;

comment on view ngeshare.earliest_memberships is 'The earliest membership of each user in each group and role.';
comment on column ngeshare.earliest_memberships.group_id is 'The group.';
comment on column ngeshare.earliest_memberships.user_id is 'The user.';
comment on column ngeshare.earliest_memberships.role is 'FACILITATOR or MEMBER.';
comment on column ngeshare.earliest_memberships.membership_id is 'The membership record.';
comment on column ngeshare.earliest_memberships.joined_at is 'Moment the user first joined the group in this role.';
comment on column ngeshare.earliest_memberships.user_name is 'Name of the user by this record.';
comment on column ngeshare.earliest_memberships.contact is
    'E-mail of the user, else the one given when joining; empty when neither is known.';
