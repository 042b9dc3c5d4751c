-- ngeshare.v_group_summary (view)
-- Question: which groups are in the curriculum, who leads them, and how large are they?
-- Grain:    one row per curriculum group
-- Reads:    ngeshare.curriculum_groups, ngeshare.group_facilitators, ngeshare.group_sizes
-- Traps:    several facilitators: the earliest is shown, the rest only flagged
create view ngeshare.v_group_summary as
select
    curriculum_groups.group_id,
    curriculum_groups.group_name,
    curriculum_groups.course_name,
    curriculum_groups.max_episodes,
    group_facilitators.facilitator_id,
    group_facilitators.facilitator_name,
    coalesce(group_sizes.member_count, 0) as member_count,
    curriculum_groups.created_at,
    group_facilitators.facilitator_id is null as needs_facilitator,
    coalesce(group_facilitators.facilitator_count > 1, false) as has_extra_facilitators,
    curriculum_groups.city,
    curriculum_groups.province
from ngeshare.curriculum_groups
left join ngeshare.group_facilitators on group_facilitators.group_id = curriculum_groups.group_id
left join ngeshare.group_sizes on group_sizes.group_id = curriculum_groups.group_id;

comment on view ngeshare.v_group_summary is
    'Every group in the curriculum with its course, facilitator, size and place.';
comment on column ngeshare.v_group_summary.group_id is 'The group.';
comment on column ngeshare.v_group_summary.group_name is 'Name of the group.';
comment on column ngeshare.v_group_summary.course_name is 'Course that the group works through.';
comment on column ngeshare.v_group_summary.max_episodes is 'Episode that graduates a group of this course.';
comment on column ngeshare.v_group_summary.facilitator_id is
    'User of the earliest FACILITATOR membership; empty when the group has none.';
comment on column ngeshare.v_group_summary.facilitator_name is
    'Name of the facilitator; empty when the group has none.';
comment on column ngeshare.v_group_summary.member_count is 'Distinct users with a MEMBER membership.';
comment on column ngeshare.v_group_summary.created_at is 'Moment the group was created.';
comment on column ngeshare.v_group_summary.needs_facilitator is 'Whether nobody has a FACILITATOR membership.';
comment on column ngeshare.v_group_summary.has_extra_facilitators is
    'Whether more than one distinct user has a FACILITATOR membership.';
comment on column ngeshare.v_group_summary.city is 'City, as written in the source; empty when unknown.';
comment on column ngeshare.v_group_summary.province is 'Province, as written in the source; empty when unknown.';
