-- ngeshare.group_sizes (view)
-- Question: how many members does each curriculum group have?
-- Grain:    one row per group with at least one member
-- Reads:    ngeshare.group_members
-- Traps:    groups without members have no row here, and 0 in ngeshare.v_group_summary
create view ngeshare.group_sizes as
select
    group_members.group_id,
    count(*)::integer as member_count
from ngeshare.group_members
group by group_members.group_id;

comment on view ngeshare.group_sizes is 'Distinct users with a MEMBER membership, counted per curriculum group.';
comment on column ngeshare.group_sizes.group_id is 'The group.';
comment on column ngeshare.group_sizes.member_count is 'Distinct users with a MEMBER membership.';
