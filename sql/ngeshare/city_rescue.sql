-- ngeshare.city_rescue (view)
-- Question: in which cities do groups need rescuing?
-- Grain:    one row per province, city with at least one curriculum group
-- Reads:    ngeshare.curriculum_groups, ngeshare.v_group_status, ngeshare.v_rescue_list, ngeshare.given
-- Traps:    blank places are one row with an empty city; the spelling is the source's, so one city can be several rows
create view ngeshare.city_rescue as
select
    ngeshare.given(curriculum_groups.province) as province,
    ngeshare.given(curriculum_groups.city) as city,
    count(*)::integer as groups_total,
    (count(*) filter (where v_group_status.status = 'ACTIVE'))::integer as groups_active,
    (count(*) filter (where v_group_status.status = 'STALLED'))::integer as groups_stalled,
    count(v_rescue_list.group_id)::integer as groups_rescuable
from ngeshare.curriculum_groups
inner join ngeshare.v_group_status on v_group_status.group_id = curriculum_groups.group_id
left join ngeshare.v_rescue_list on v_rescue_list.group_id = curriculum_groups.group_id
group by 1, 2;

comment on view ngeshare.city_rescue is 'Groups by place: all, active, stalled, and those worth rescuing.';
comment on column ngeshare.city_rescue.province is 'Province, as written in the source; empty when unknown.';
comment on column ngeshare.city_rescue.city is 'City, as written in the source; empty when unknown.';
comment on column ngeshare.city_rescue.groups_total is 'Groups in the curriculum.';
comment on column ngeshare.city_rescue.groups_active is 'Groups that are ACTIVE.';
comment on column ngeshare.city_rescue.groups_stalled is 'Groups that are STALLED.';
comment on column ngeshare.city_rescue.groups_rescuable is 'Groups on the rescue list.';
