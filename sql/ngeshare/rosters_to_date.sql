-- ngeshare.rosters_to_date (view)
-- Question: who had joined which group, in which role, by today?
-- Grain:    one row per group_id, user_id, role
-- Reads:    ngeshare.group_rosters, ngeshare.horizon
-- Traps:    groups outside the curriculum are still here: join the groups that you ask about;
--           least(x, limit) <> limit says x < limit, but lets the planner expect that most rows pass
create view ngeshare.rosters_to_date as
select
    group_rosters.group_id,
    group_rosters.user_id,
    group_rosters.role,
    group_rosters.membership_id,
    group_rosters.joined_at,
    group_rosters.user_name,
    group_rosters.contact
from ngeshare.group_rosters
where
    least(group_rosters.joined_at, (select ngeshare.horizon() at time zone 'UTC'))
    <> (select ngeshare.horizon() at time zone 'UTC');

comment on view ngeshare.rosters_to_date is
    'Earliest membership per group, user and role up to today: with a joining date and a user that is not soft-deleted.';
comment on column ngeshare.rosters_to_date.group_id is 'The group, inside or outside the curriculum.';
comment on column ngeshare.rosters_to_date.user_id is 'The user.';
comment on column ngeshare.rosters_to_date.role is 'FACILITATOR or MEMBER.';
comment on column ngeshare.rosters_to_date.membership_id is 'The earliest record; the smaller id wins a tie.';
comment on column ngeshare.rosters_to_date.joined_at is 'Joining moment of that record.';
comment on column ngeshare.rosters_to_date.user_name is 'Name of the user by that record.';
comment on column ngeshare.rosters_to_date.contact is
    'E-mail of the user, else the one given when joining; empty when neither is known.';
