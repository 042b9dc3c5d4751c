-- ngeshare.v_member_roster (view)
-- Question: who is in each group, in which role, since when, and do they still come?
-- Grain:    one row per group_id, user_id, role
-- Reads:    ngeshare.earliest_memberships, ngeshare.valid_attendance, ngeshare.midnight, ngeshare.today,
--           ops.rule_ngeshare_active_days
-- Traps:    active means attendance in this very group; a user with both roles has two rows
create view ngeshare.v_member_roster as
with
    recently_present as (
        select distinct
            valid_attendance.group_id,
            valid_attendance.user_id
        from ngeshare.valid_attendance
        where valid_attendance.attended_at >= (select ngeshare.midnight(ngeshare.today() - ops.rule_ngeshare_active_days()))
    )

select
    earliest_memberships.group_id,
    earliest_memberships.user_id,
    earliest_memberships.user_name,
    earliest_memberships.role,
    earliest_memberships.joined_at,
    recently_present.user_id is not null as is_active
from ngeshare.earliest_memberships
left join recently_present
    on recently_present.group_id = earliest_memberships.group_id
    and recently_present.user_id = earliest_memberships.user_id;

comment on view ngeshare.v_member_roster is 'Everybody in the curriculum''s groups, by role.';
comment on column ngeshare.v_member_roster.group_id is 'The group.';
comment on column ngeshare.v_member_roster.user_id is 'The user.';
comment on column ngeshare.v_member_roster.user_name is 'Name by the user''s earliest record in this group and role.';
comment on column ngeshare.v_member_roster.role is 'FACILITATOR or MEMBER.';
comment on column ngeshare.v_member_roster.joined_at is 'Earliest moment the user joined the group in this role.';
comment on column ngeshare.v_member_roster.is_active is
    'Whether the user''s last valid attendance in this group is at most {ngeshare.active_days:days} ago.';
