-- ngeshare.group_sizes (view)
-- Question: how many members does each group have?
-- Grain:    one row per group with at least one member
-- Reads:    ngeshare.rosters_to_date
-- Traps:    groups outside the curriculum are here too; groups without members are not, and show 0 elsewhere
create view ngeshare.group_sizes as
select
    rosters_to_date.group_id,
    count(*)::integer as member_count
from ngeshare.rosters_to_date
where rosters_to_date.role = 'MEMBER'
group by rosters_to_date.group_id;

comment on view ngeshare.group_sizes is 'Distinct users with a MEMBER membership, counted per curriculum group.';
comment on column ngeshare.group_sizes.group_id is 'The group.';
comment on column ngeshare.group_sizes.member_count is 'Distinct users with a MEMBER membership.';
